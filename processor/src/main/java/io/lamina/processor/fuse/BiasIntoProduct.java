package io.lamina.processor.fuse;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Rule;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Arithmetic;
import java.util.List;
import java.util.Optional;

/**
 * <pre>
 * Given:  dense(x, W) + b or conv2d(x, W) + b, b a row, the product read by the sum alone
 * Result: one primitive that begins with the bias
 * </pre>
 */
final class BiasIntoProduct implements Rule {
    @Override
    public Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder) {
        return row(node)
                .flatMap(row -> Product.behind(node.input(0), graph)
                        .filter(product -> !product.bias() && product.function().isLinear())
                        .map(product -> product.withBias(row, builder)));
    }

    /** What a node adds to the rows of its first input, where that is what it does. */
    static Optional<Value> row(Node node) {
        boolean sum = node.op().equals(Arithmetic.ADD)
                && node.input(1).type().shape().rank() == 1
                && node.input(0).type().shape().rank() > 1;
        return sum ? Optional.of(node.input(1)) : Optional.empty();
    }
}
