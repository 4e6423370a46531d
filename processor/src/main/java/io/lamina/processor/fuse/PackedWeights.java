package io.lamina.processor.fuse;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Rule;
import io.lamina.processor.ir.Value;
import io.lamina.processor.ir.WeightsAlone;
import io.lamina.processor.op.Conv2d;
import io.lamina.processor.op.PackedConv2d;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * <pre>
 * Given:  conv2d(x, W, ...), W following from weights alone, x of constant size
 * Result: packed_conv2d(x, pack(W), ...), so that the packing can be done once for many calls
 * </pre>
 */
final class PackedWeights implements Rule {
    @Override
    public Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder) {
        if (!(node.op() instanceof Conv2d convolution) || !applies(node, convolution)) {
            return Optional.empty();
        }
        Value weights = node.input(1);
        PackedConv2d.Pack pack =
                new PackedConv2d.Pack(convolution, node.input(0).type());
        List<Value> inputs = new ArrayList<>(node.inputs());
        inputs.set(1, builder.add(node.name(), pack, weights));
        return Optional.of(builder.addAll(node.name(), new PackedConv2d(convolution, weights.type()), inputs));
    }

    private static boolean applies(Node node, Conv2d convolution) {
        Shape images = node.input(0).type().shape();
        Shape weights = node.input(1).type().shape();
        boolean constant = images.dim(-3).isConstant() && images.dim(-2).isConstant();
        boolean depthwise = convolution.groups() > 1
                && weights.dim(-2).is(1)
                && weights.dim(-1).equals(Dim.of(convolution.groups()));
        return constant && !depthwise && WeightsAlone.holds(node.input(1));
    }
}
