package io.lamina.processor.fuse;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Rule;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Conv2d;
import io.lamina.processor.op.InputGradientKernels;
import io.lamina.processor.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * <pre>
 * Given:  conv2d_backward_input(dy, W) + r or r + conv2d_backward_input(dy, W), of one shape, the gradient read by the sum alone, such as
 *         where a tensor is read by two layers
 * Result: one primitive that adds r before it stores, or of two gradients the one that leaves most pixels as they are
 * </pre>
 */
final class SumIntoConvolutionGradient implements Rule {
    @Override
    public Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder) {
        if (!SumIntoNorm.isSum(node)) {
            return Optional.empty();
        }
        return adding(node, graph, InputGradientKernels::isSpaced)
                .or(() -> adding(node, graph, InputGradientKernels::isTransformed))
                .map(i -> added(node.input(i).producer(), node.input(1 - i), builder));
    }

    private interface Kernels {
        boolean include(Conv2d.BackwardInput convolution, Shape results, Shape weights);
    }

    /** Which term of a sum is a gradient by these kernels; of two the one that was made last. */
    private static Optional<Integer> adding(Node sum, Graph graph, Kernels kernels) {
        return Stream.of(1, 0)
                .filter(i ->
                        graph.readOnce(sum.input(i)) && isAdding(sum.input(i).producer(), kernels))
                .findFirst();
    }

    private static boolean isAdding(Node node, Kernels kernels) {
        return node.op() instanceof Conv2d.BackwardInput convolution
                && !convolution.residual()
                && kernels.include(
                        convolution,
                        node.input(0).type().shape(),
                        node.input(1).type().shape());
    }

    private static List<Value> added(Node node, Value residual, GraphBuilder builder) {
        Conv2d.BackwardInput convolution = (Conv2d.BackwardInput) node.op();
        List<Value> inputs = new ArrayList<>(node.inputs());
        inputs.add(residual);
        return builder.addAll(
                node.name(),
                new Conv2d.BackwardInput(convolution.window(), convolution.groups(), convolution.in(), true),
                inputs);
    }
}
