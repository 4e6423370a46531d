package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static io.lamina.runtime.kernels.Tensors.output;
import static io.lamina.runtime.kernels.Tensors.random;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackedConv2dKernelsTest {
    private static final int[] BATCHES = {0, 1, 2, 5};
    private static final List<Conv2dGeometry> CASES = Stream.concat(
                    Conv2dCases.all().stream().filter(g -> !g.isDepthwise()),
                    Stream.of(
                            new Conv2dGeometry(12, 12, 32, 12, 12, 48, 3, 3, 1, 1, 1, 1, 1, 1, 1),
                            new Conv2dGeometry(16, 20, 32, 8, 10, 48, 3, 3, 2, 2, 1, 1, 1, 1, 1),
                            new Conv2dGeometry(16, 13, 32, 8, 7, 40, 1, 1, 2, 2, 0, 0, 1, 1, 1),
                            new Conv2dGeometry(9, 9, 24, 9, 9, 120, 1, 1, 1, 1, 0, 0, 1, 1, 1)))
            .toList();

    @Test
    void forwardHasTheBitsOfUnpackedWeights() {
        for (Conv2dGeometry g : CASES) {
            for (int n : BATCHES) {
                float[] x = random(1, n * g.inSize);
                float[] w = random(2, g.patch * g.outC);
                float[] b = random(3, g.outC);
                float[] scratch = output(Conv2dKernels.scratch(g));
                float[] expected = output(n * g.outSize);
                int relu = Activations.RELU;
                Conv2dKernels.forward(
                        expected, OFFSET, x, OFFSET, w, OFFSET, b, OFFSET, scratch, OFFSET, n, g, relu, 0f);
                float[] packed = pack(w, g, true);
                float[] y = output(n * g.outSize);
                PackedConv2dKernels.forward(
                        y, OFFSET, x, OFFSET, packed, OFFSET, b, OFFSET, scratch, OFFSET, n, g, relu, 0f);
                assertThat(Tensors.bits(y)).as(Conv2dCases.name(n, g)).isEqualTo(Tensors.bits(expected));
            }
        }
    }

    @Test
    void aPoolBehindItHasThemToo() {
        int checked = 0;
        for (Conv2dGeometry g : CASES) {
            for (int stride = 1; stride <= 2 && Math.min(g.outH, g.outW) >= 2; stride++) {
                int n = 3;
                int pooledH = (g.outH - 2) / stride + 1;
                int pooledW = (g.outW - 2) / stride + 1;
                Pool2dGeometry p =
                        new Pool2dGeometry(g.outH, g.outW, g.outC, pooledH, pooledW, 2, 2, stride, stride, 0, 0, false);
                float[] x = random(1, n * g.inSize);
                float[] w = random(2, g.patch * g.outC);
                float[] scratch = output(Conv2dKernels.poolScratch(g, p));
                float[] expected = output(n * p.outSize);
                int[] places = new int[n * p.outSize];
                int linear = Activations.LINEAR;
                float[] none = Kernels.NONE;
                Conv2dKernels.forwardMaxPool(
                        expected, OFFSET, places, 0, x, OFFSET, w, OFFSET, none, 0, scratch, OFFSET, n, g, p, linear,
                        0f);
                float[] packed = pack(w, g, stride == 2 && g.strideH == 1);
                float[] y = output(n * p.outSize);
                int[] argmax = new int[n * p.outSize];
                PackedConv2dKernels.forwardMaxPool(
                        y, OFFSET, argmax, 0, x, OFFSET, packed, OFFSET, none, 0, scratch, OFFSET, n, g, p, linear, 0f);
                assertThat(Tensors.bits(y)).as(Conv2dCases.name(n, g)).isEqualTo(Tensors.bits(expected));
                assertThat(argmax).isEqualTo(places);
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(8);
    }

    private static float[] pack(float[] w, Conv2dGeometry g, boolean tiles) {
        float[] packed = output(PackedConv2dKernels.packed(g));
        float[] scratch = output(PackedConv2dKernels.packScratch(g));
        PackedConv2dKernels.pack(packed, OFFSET, w, OFFSET, scratch, OFFSET, g, tiles);
        return packed;
    }
}
