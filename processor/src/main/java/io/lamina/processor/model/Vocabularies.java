package io.lamina.processor.model;

import io.lamina.DataType;
import io.lamina.processor.op.EmbeddingLayer;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Which whole numbers an input may hold. */
public final class Vocabularies {
    private Vocabularies() {}

    /** The embedding with the smallest vocabulary among those that an input's numbers reach. */
    public static Optional<ModelNode> of(Model model, ModelNode input) {
        Set<ModelNode> reached = new LinkedHashSet<>();
        collect(model, input, reached);
        return reached.stream()
                .filter(node -> node.layer() instanceof EmbeddingLayer)
                .min(Comparator.comparingInt(Vocabularies::size));
    }

    /** How many numbers, from 0 on, an embedding has rows for. */
    public static int size(ModelNode embedding) {
        return ((EmbeddingLayer) embedding.layer()).vocabulary();
    }

    /** What reads whole numbers and gives some of them on, and the embeddings. */
    private static void collect(Model model, ModelNode node, Set<ModelNode> reached) {
        if (model.type(node.name()).type() == DataType.INT32) {
            model.readers(node).stream().filter(reached::add).forEach(reader -> collect(model, reader, reached));
        }
    }
}
