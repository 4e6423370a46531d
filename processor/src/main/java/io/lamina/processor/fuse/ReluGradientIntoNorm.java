package io.lamina.processor.fuse;

import io.lamina.ActivationFunction;
import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Rule;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Activate;
import io.lamina.processor.op.BatchNormGradient;
import io.lamina.processor.op.Normalize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * <pre>
 * Given:  batch_norm_gradient(g, x) with g = relu_gradient(dy, y), read by it alone, and y = relu(normalize(x))
 * Result: one primitive that computes the sign of y from x again: y is not read, and g is not written
 * </pre>
 *
 * <p>It comes before {@link ActivationGradientIntoNorm}, which takes what is left: other functions, residual sums, a g that others read.
 */
final class ReluGradientIntoNorm implements Rule {
    @Override
    public Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder) {
        boolean isGradient = node.op() instanceof BatchNormGradient norm
                && norm.function().isLinear()
                && graph.readOnce(node.input(0))
                && node.input(0).producer().op() instanceof Activate.Gradient function
                && function.function() == ActivationFunction.RELU;
        if (!isGradient) {
            return Optional.empty();
        }
        Node relu = node.input(0).producer();
        Node forward = relu.input(1).producer();
        if (!isForward(forward, node)) {
            return Optional.empty();
        }
        List<Value> inputs = new ArrayList<>(node.inputs());
        inputs.set(0, relu.input(0));
        inputs.add(forward.input(2));
        BatchNormGradient.OfRelu fused = new BatchNormGradient.OfRelu(((BatchNormGradient) node.op()).epsilon());
        return Optional.of(builder.addAll(node.name(), fused, inputs));
    }

    /** Whether a node is ReLU of the norm whose gradient this is. */
    private static boolean isForward(Node forward, Node gradient) {
        return forward.op() instanceof Normalize norm
                && !norm.residual()
                && norm.function().function() == ActivationFunction.RELU
                && norm.epsilon() == ((BatchNormGradient) gradient.op()).epsilon()
                && forward.input(0).equals(gradient.input(1))
                && forward.input(1).equals(gradient.input(4))
                && forward.input(3).equals(gradient.input(2))
                && forward.input(4).equals(gradient.input(3));
    }
}
