package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.processor.ir.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The weights of convolutions in files: {@code [kernel..., channels...]} in Keras, {@code [channels..., kernel...]} in PyTorch. */
final class ConvWeights {
    private ConvWeights() {}

    /**
     * A kernel that lies in memory as in Keras's files.
     *
     * @param channels the two behind the kernel; PyTorch has them in front, in the other order
     */
    static Weight of(Convention convention, List<Integer> kernel, List<Integer> channels, int fanIn, int fanOut) {
        if (convention == Convention.KERAS) {
            return Weight.plain(
                    "weight",
                    Parameter.Group.DECAYED,
                    Parameter.Initial.of("glorotUniform", fanIn, fanOut),
                    Stream.of(kernel, channels).flatMap(List::stream).toArray(Integer[]::new));
        }
        List<Integer> file = new ArrayList<>(List.of(channels.get(1), channels.get(0)));
        file.addAll(kernel);
        List<Integer> permutation = kernel.size() == 1 ? List.of(2, 1, 0) : List.of(2, 3, 1, 0);
        return new Weight(
                "weight", Parameter.Group.DECAYED, Parameter.Initial.of("kaimingUniform", fanIn), file, permutation);
    }

    /** The weight, and a bias if there is one. */
    static List<Weight> withBias(AffineLayer layer, Convention convention, Weight weight, int fanIn, int filters) {
        return layer.attributes().flag("bias")
                ? List.of(weight, DenseLayer.bias(convention, fanIn, filters))
                : List.of(weight);
    }
}
