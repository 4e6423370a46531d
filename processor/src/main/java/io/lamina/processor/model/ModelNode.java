package io.lamina.processor.model;

import io.lamina.processor.declaration.NodeDeclaration;
import io.lamina.processor.op.Layer;
import java.util.List;

/** A declared node with its layer and the names of the nodes it reads, all of which exist. */
public record ModelNode(NodeDeclaration declaration, Layer layer, List<String> reads) {
    public ModelNode {
        reads = List.copyOf(reads);
    }

    public String name() {
        return declaration.name();
    }

    /** What the node's weights are called in files before their own suffix. */
    public String weightPrefix() {
        return declaration.weightName().map(a -> a.text("value")).orElse(name());
    }
}
