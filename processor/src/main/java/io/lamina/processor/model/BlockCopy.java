package io.lamina.processor.model;

import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.declaration.Edge;
import io.lamina.processor.declaration.NodeDeclaration;
import io.lamina.processor.diagnostic.AppliedOrigin;
import io.lamina.processor.diagnostic.Origin;
import io.lamina.processor.op.BlockInputLayer;
import io.lamina.processor.op.InputLayer;
import io.lamina.processor.op.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One copy of a block's nodes in the place where it is applied.
 *
 * @param node what applies it
 * @param path what the copies' names begin with
 * @param use the block's place in what applies it
 * @param first the path of the first repetition, for later ones
 */
record BlockCopy(NodeDeclaration node, String path, BlockUse use, Optional<String> first) {
    /** The nodes, the block's inputs first: what they read fixes the sizes of its symbols. */
    List<ModelNode> of(Model block, Map<String, Edge> sources) {
        List<ModelNode> copies = new ArrayList<>();
        sources.forEach((input, edge) -> copies.add(input(block.node(input), edge, copies.isEmpty())));
        for (ModelNode inner : block.nodes()) {
            if (!isInput(inner)) {
                copies.add(copy(inner));
            }
        }
        return copies;
    }

    private static boolean isInput(ModelNode node) {
        return node.layer() instanceof InputLayer;
    }

    private ModelNode input(ModelNode inner, Edge source, boolean carried) {
        Edge edge = new Edge(
                source.source(),
                new AppliedOrigin(source.origin(), inner.declaration().origin()));
        Optional<String> keeps = carried ? first.map(start -> BlockUse.join(start, inner.name())) : Optional.empty();
        return new ModelNode(
                declaration(inner, List.of(edge)),
                new BlockInputLayer(((InputLayer) inner.layer()).type(), keeps),
                List.of(edge.source()),
                inner.use().within(use));
    }

    private ModelNode copy(ModelNode inner) {
        List<Edge> edges = inner.declaration().edges().stream()
                .map(edge -> new Edge(BlockUse.join(path, edge.source()), edge.role(), within(edge.origin())))
                .toList();
        List<String> reads =
                inner.reads().stream().map(read -> BlockUse.join(path, read)).toList();
        Layer layer = inner.layer() instanceof BlockInputLayer input
                ? new BlockInputLayer(input.declared(), input.first().map(name -> BlockUse.join(path, name)))
                : inner.layer();
        return new ModelNode(
                declaration(inner, edges), layer, reads, inner.use().within(use));
    }

    private NodeDeclaration declaration(ModelNode inner, List<Edge> edges) {
        NodeDeclaration own = inner.declaration();
        return new NodeDeclaration(
                BlockUse.join(path, own.name()),
                within(own.layer()),
                edges,
                own.assertion().map(this::within),
                own.weightName().map(this::within),
                own.tied().map(this::within),
                own.output(),
                own.frozen() || node.frozen(),
                within(own.origin()));
    }

    private Attributes within(Attributes attributes) {
        return attributes.at(within(attributes.origin()));
    }

    private Origin within(Origin declared) {
        return new AppliedOrigin(node.layer().origin(), declared);
    }
}
