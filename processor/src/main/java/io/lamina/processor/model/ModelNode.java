package io.lamina.processor.model;

import io.lamina.processor.declaration.NodeDeclaration;
import io.lamina.processor.op.Layer;
import java.util.List;

/**
 * A declared node with its layer and the names of the nodes it reads, all of which exist.
 *
 * @param declaration with the node's whole path as its name
 * @param use the block that it belongs to, where it is none of the model's own
 */
public record ModelNode(NodeDeclaration declaration, Layer layer, List<String> reads, BlockUse use) {
    public ModelNode {
        reads = List.copyOf(reads);
    }

    /** The node's name, with the path of the block that it belongs to: {@code body.3.conv1}. */
    public String name() {
        return declaration.name();
    }

    /** Whether it stands in a block and not in the model itself. */
    public boolean isInBlock() {
        return !use.path().isEmpty();
    }

    /** What the node's weights are called in files before their own suffix. */
    public String weightPrefix() {
        return BlockUse.join(
                use.weights(),
                declaration.weightName().map(a -> a.text("value")).orElse(ownName()));
    }

    /** Equal for nodes that have their weights together. */
    String weightOwner() {
        return BlockUse.join(use.owner(), ownName());
    }

    /** The name in the block, or in the model. */
    private String ownName() {
        return use.path().isEmpty() ? name() : name().substring(use.path().length() + 1);
    }

    ModelNode with(Layer other) {
        return new ModelNode(declaration, other, reads, use);
    }
}
