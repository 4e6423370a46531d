package io.lamina.processor.model;

import io.lamina.Convention;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.Origin;
import io.lamina.processor.diagnostic.Report;
import io.lamina.processor.diagnostic.Suggestions;
import io.lamina.processor.op.EmbeddingLayer;
import io.lamina.processor.op.Weight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** {@code @Tied}: layers that use another node's weight. */
public final class Ties {
    /** The weight that is shared. */
    public static final String SUFFIX = "weight";

    private Ties() {}

    /** The node whose weight this one uses. */
    public static Optional<ModelNode> owner(Model model, ModelNode node) {
        return node.declaration().tied().map(tied -> model.node(path(node, tied)));
    }

    /** In a block it names another node of the block. */
    private static String path(ModelNode node, Attributes tied) {
        return BlockUse.join(node.use().path(), tied.text("to"));
    }

    /** The weights that a node has for itself. */
    public static List<Weight> ownWeights(Model model, ModelNode node) {
        boolean tied = node.declaration().tied().isPresent();
        return node.layer().weights(model.inputs(node)).stream()
                .filter(weight -> !tied || !weight.suffix().equals(SUFFIX))
                .toList();
    }

    /** The shared weight as a node declares it. */
    public static Optional<Weight> weight(Model model, ModelNode node) {
        return node.layer().weights(model.inputs(node)).stream()
                .filter(weight -> weight.suffix().equals(SUFFIX))
                .findFirst();
    }

    /** Whether the two have their weight's dimensions in opposite orders in files: Keras's dense layers and embeddings. */
    public static boolean isTurned(Model model, ModelNode node, ModelNode owner) {
        return model.declaration().convention() == Convention.KERAS
                && node.layer() instanceof EmbeddingLayer != owner.layer() instanceof EmbeddingLayer;
    }

    /** How the owner's weight in memory becomes the node's: dimension {@code i} is the owner's dimension {@code axes[i]}. */
    public static List<Integer> axes(Model model, ModelNode node, ModelNode owner) {
        Weight own = weight(model, node).orElseThrow();
        Weight theirs = weight(model, owner).orElseThrow();
        int rank = own.file().size();
        boolean turned = isTurned(model, node, owner);
        List<Integer> axes = new ArrayList<>();
        for (int axis : own.permutation()) {
            axes.add(theirs.permutation().indexOf(turned ? rank - 1 - axis : axis));
        }
        return axes;
    }

    static void check(Model model, Report report) {
        for (ModelNode node : model.nodes()) {
            node.declaration().tied().ifPresent(tied -> check(model, node, tied, report));
        }
    }

    private static void check(Model model, ModelNode node, Attributes tied, Report report) {
        String to = tied.text("to");
        Origin origin = tied.origin().attribute("to");
        String path = path(node, tied);
        ModelNode owner = model.node(path);
        if (owner == null) {
            boolean declared = model.declaration().failed().contains(to)
                    || model.declaration().nodes().stream()
                            .anyMatch(other -> other.name().equals(to));
            if (!declared) {
                List<String> names = model.nodes().stream().map(ModelNode::name).toList();
                String suggestion = Suggestions.didYouMean(to, names).strip();
                report.add(
                        Code.UnknownNode,
                        origin,
                        node.name() + ": is tied to '" + to + "', but there is no such node.",
                        suggestion.isEmpty() ? "Name the node that owns the weight." : suggestion);
            }
            return;
        }
        if (!model.hasType(node.name()) || !model.hasType(path)) {
            return;
        }
        if (owner == node || owner.declaration().tied().isPresent()) {
            report.add(
                    Code.CannotTie,
                    origin,
                    node.name() + ": is tied to " + to + ", which "
                            + (owner == node ? "is the node itself." : "is tied itself and owns no weight."),
                    "Name the node that owns the weight.");
            return;
        }
        Optional<Weight> own = weight(model, node);
        Optional<Weight> theirs = weight(model, owner);
        if (own.isEmpty() || theirs.isEmpty()) {
            ModelNode without = own.isEmpty() ? node : owner;
            report.add(
                    Code.CannotTie,
                    origin,
                    node.name() + ": is tied to " + to + ", but " + without.name() + " (@"
                            + without.declaration().layer().name() + ") has no weight.",
                    "Tie a dense layer to an embedding, or to a dense layer of its shape.");
            return;
        }
        List<Integer> expected = new ArrayList<>(theirs.get().file());
        if (isTurned(model, node, owner)) {
            Collections.reverse(expected);
        }
        if (!own.get().file().equals(expected)) {
            report.add(
                    Code.CannotTie,
                    origin,
                    node.name() + ": its weight is " + own.get().file() + ", but that of " + to + " is "
                            + theirs.get().file() + (isTurned(model, node, owner) ? ", transposed." : "."),
                    "Give both layers the sizes that make the weights equal, or remove @Tied.");
        }
    }
}
