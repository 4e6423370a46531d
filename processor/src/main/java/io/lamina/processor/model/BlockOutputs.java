package io.lamina.processor.model;

import io.lamina.Input;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.declaration.BlockDeclaration;
import io.lamina.processor.declaration.Edge;
import io.lamina.processor.declaration.ModelDeclaration;
import io.lamina.processor.declaration.NodeDeclaration;
import io.lamina.processor.op.Layer;
import io.lamina.processor.op.LayerRegistry;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A block's outputs: the {@code @Output} methods in source order or, without one, what nobody reads. */
final class BlockOutputs {
    private BlockOutputs() {}

    static List<String> of(BlockDeclaration block) {
        return of(block.nodes());
    }

    static List<String> of(ModelDeclaration block) {
        return of(block.nodes());
    }

    private static List<String> of(List<NodeDeclaration> nodes) {
        List<String> marked = nodes.stream()
                .filter(NodeDeclaration::output)
                .map(NodeDeclaration::name)
                .toList();
        if (!marked.isEmpty()) {
            return marked;
        }
        Set<String> read = nodes.stream()
                .filter(node -> !isLoss(node))
                .flatMap(node -> node.edges().stream())
                .map(Edge::source)
                .collect(Collectors.toSet());
        return nodes.stream()
                .filter(node -> node.layer().type() != Input.class && !isLoss(node) && !read.contains(node.name()))
                .map(NodeDeclaration::name)
                .toList();
    }

    private static boolean isLoss(NodeDeclaration node) {
        Attributes attributes = node.layer();
        return LayerRegistry.factory(attributes.type())
                .map(factory -> factory.create(attributes, BlockCheck.CONVENTION))
                .filter(Layer::isLoss)
                .isPresent();
    }
}
