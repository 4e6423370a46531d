package io.lamina.processor.layout;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Rule;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Reshape;
import io.lamina.processor.op.Transpose;
import io.lamina.processor.shape.Shape;
import java.util.List;
import java.util.Optional;

/**
 * <pre>
 * Given:  transpose that moves nothing but dimensions of size 1, as from 1 28 28 to 28 28 1
 * Result: reshape, which costs nothing
 * </pre>
 */
final class TransposeOfUnitSizes implements Rule {
    @Override
    public Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder) {
        if (!(node.op() instanceof Transpose transpose)) {
            return Optional.empty();
        }
        Shape trailing =
                node.input(0).type().shape().trailing(transpose.permutation().size());
        List<Integer> moved = transpose.permutation().stream()
                .filter(i -> !trailing.dims().get(i).is(1))
                .toList();
        boolean inOrder = moved.stream().sorted().toList().equals(moved);
        if (!inOrder || transpose.isIdentity()) {
            return Optional.empty();
        }
        Shape shape = node.results().get(0).type().shape();
        return Optional.of(List.of(builder.add(node.name(), new Reshape(shape), node.input(0))));
    }
}
