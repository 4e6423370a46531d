package io.lamina.processor.fuse;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Rule;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Conv2d;
import io.lamina.processor.op.MaxPool2d;
import io.lamina.processor.op.PooledConv2dWeights;
import java.util.List;
import java.util.Optional;

/**
 * <pre>
 * Given:  conv2d_backward_weights(x, max_pool2d_gradient(dy, places)), 3x3 over few channels, windows of 2x2, the gradient read by it alone
 * Result: one primitive that never stores the gradient by the convolution
 * </pre>
 */
final class PoolGradientIntoWeights implements Rule {
    @Override
    public Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder) {
        if (!(node.op() instanceof Conv2d.BackwardWeights convolution)
                || !(node.input(1).producer().op() instanceof MaxPool2d.Gradient gradient)
                || !graph.readOnce(node.input(1))) {
            return Optional.empty();
        }
        MaxPool2d pool = new MaxPool2d(gradient.window());
        if (!PooledConv2dWeights.pays(
                convolution,
                pool,
                node.input(0).type().shape(),
                node.input(1).type().shape())) {
            return Optional.empty();
        }
        List<Value> maxima = node.input(1).producer().inputs();
        return Optional.of(builder.addAll(
                node.name(),
                new PooledConv2dWeights(convolution, pool),
                List.of(node.input(0), maxima.get(0), maxima.get(1))));
    }
}
