package io.lamina.processor.fuse;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Rule;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Conv2d;
import io.lamina.processor.op.MaxPool2d;
import java.util.List;
import java.util.Optional;

/**
 * <pre>
 * Given:  max_pool(conv2d(x, W)), windows disjoint and not padded, width a number, the convolution read by the pool alone
 * Result: one primitive that never stores the convolution
 * </pre>
 */
final class PoolIntoConvolution implements Rule {
    @Override
    public Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder) {
        if (!(node.op() instanceof MaxPool2d pool)
                || !(node.input(0).producer().op() instanceof Conv2d convolution)
                || !graph.readOnce(node.input(0))) {
            return Optional.empty();
        }
        boolean plain = convolution.pool().isEmpty()
                && !convolution.bias()
                && convolution.function().isLinear()
                && pool.fitsBehindConvolution()
                && node.input(0).type().shape().dim(-2).isConstant();
        if (!plain) {
            return Optional.empty();
        }
        Conv2d fused = new Conv2d(
                convolution.window(), convolution.groups(), false, convolution.function(), Optional.of(pool));
        return Optional.of(builder.addAll(
                node.input(0).producer().name(), fused, node.input(0).producer().inputs()));
    }
}
