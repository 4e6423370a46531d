package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static io.lamina.runtime.kernels.Tensors.assertClose;
import static io.lamina.runtime.kernels.Tensors.output;
import static io.lamina.runtime.kernels.Tensors.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PooledConv2dKernelsTest {
    private static final int[] BATCHES = {1, 3, 9};

    /** A convolution, and a pool whose windows do not meet. */
    private static final class Case {
        final Conv2dGeometry g;
        final Pool2dGeometry p;

        Case(Conv2dGeometry g, int kH, int kW, int strideH, int strideW) {
            this.g = g;
            int outH = (g.outH - kH) / strideH + 1;
            int outW = (g.outW - kW) / strideW + 1;
            this.p = new Pool2dGeometry(g.outH, g.outW, g.outC, outH, outW, kH, kW, strideH, strideW, 0, 0, false);
        }

        String name(int n) {
            return Conv2dCases.name(n, g) + ", pool " + p.kH + "x" + p.kW;
        }

        /** Any pixel of each window. */
        int[] places(int n) {
            Random random = new Random(7);
            int[] places = new int[n * p.outSize];
            for (int k = 0; k < places.length; k++) {
                int pixel = k % p.outSize / p.channels;
                int row = pixel / p.outW * p.strideH + random.nextInt(p.kH);
                places[k] = row * p.inW + pixel % p.outW * p.strideW + random.nextInt(p.kW);
            }
            return places;
        }
    }

    private static List<Case> cases() {
        return Conv2dCases.all().stream()
                .filter(g -> g.groups == 1 && g.outH >= 3 && g.outW >= 3)
                .flatMap(g -> Stream.of(new Case(g, 2, 2, 2, 2), new Case(g, 2, 3, 3, 3)))
                .toList();
    }

    @Test
    void runsOfImagesAddUpToTheGradientOfThePoolsGradient() {
        for (Case c : cases()) {
            for (int n : BATCHES) {
                float[] x = random(1, n * c.g.inSize);
                float[] dy = random(2, n * c.p.outSize);
                int[] places = c.places(n);
                float[] full = new float[OFFSET + n * c.g.outSize];
                for (int i = 0; i < n; i++) {
                    int out = i * c.p.outSize;
                    PlainPool2d.maxBackward(full, OFFSET + i * c.g.outSize, dy, OFFSET + out, places, out, c.p);
                }
                double[] expected = Conv2dCases.weightGradient(x, full, n, c.g);
                int size = expected.length;
                float[] parts = new float[Conv2dKernels.CHUNKS * size];
                int rows = (c.g.patch + 3) / 4 * 4 * Conv2dKernels.CHUNKS;
                weights(parts, x, dy, places, n, c, 0, rows);
                float[] dw = output(size);
                ReduceKernels.sumRows(dw, OFFSET, parts, 0, Conv2dKernels.CHUNKS, size, 0, size);
                assertClose(c.name(n), dw, expected, 4e-6);

                float[] cut = new float[parts.length];
                for (int third = 3; third > 0; third--) {
                    weights(cut, x, dy, places, n, c, rows / 4 * (third - 1) / 3 * 4, rows / 4 * third / 3 * 4);
                }
                assertThat(cut).as(c.name(n)).isEqualTo(parts);
            }
        }
    }

    private static void weights(float[] parts, float[] x, float[] dy, int[] places, int n, Case c, int from, int to) {
        float[] scratch = new float[PooledConv2dKernels.weightScratch(c.g, c.p)];
        PooledConv2dKernels.backwardWeightsByChunk(
                parts, 0, x, OFFSET, dy, OFFSET, places, 0, scratch, 0, n, c.g, c.p, from, to);
    }

    @Test
    void bothLanesAgree() {
        for (Case c : cases()) {
            int n = 2;
            float[] x = random(1, n * c.g.inSize);
            float[] dy = random(2, n * c.p.outSize);
            int[] places = c.places(n);
            float[] scratch = new float[PooledConv2dKernels.weightScratch(c.g, c.p)];
            int rows = c.g.patch;
            int size = rows * c.g.outC;
            float[] plain = output(size);
            PlainConv2d.backwardWeightsMaxPool(
                    plain, OFFSET, x, OFFSET, dy, OFFSET, places, 0, scratch, 0, n, c.g, c.p, 0, rows);
            double[] expected = new double[size];
            for (int i = 0; i < size; i++) {
                expected[i] = plain[OFFSET + i];
            }
            if (VectorFewChannelsPooledBackward.pays(c.g, c.p)) {
                float[] vector = output(size);
                VectorFewChannelsPooledBackward.weights(
                        vector, OFFSET, x, OFFSET, dy, OFFSET, places, 0, scratch, 0, n, c.g, c.p, 0, rows);
                assertClose(c.name(n), vector, expected, 4e-6);
            }
        }
    }

    @Test
    void someOfTheCasesHaveAKernelOfTheirOwn() {
        assertThat(cases().stream().filter(c -> VectorFewChannelsPooledBackward.pays(c.g, c.p)))
                .hasSizeGreaterThanOrEqualTo(8);
    }

    /** What the compiler makes one primitive of must have a kernel: the plain lane's, which stands in, would be many times slower. */
    @Test
    void allThatTheCompilerFusesHasAKernelOfItsOwn() {
        assumeThat(Lane.VECTOR).isTrue();
        for (int channels = 1; channels <= 4; channels++) {
            for (int filters : new int[] {16, 32, 48, 128}) {
                for (int pad = 0; pad <= 1; pad++) {
                    for (int width = 12; width <= 240; width++) {
                        int side = width + 2 - 2 * pad;
                        Conv2dGeometry g = new Conv2dGeometry(
                                side, side, channels, width, width, filters, 3, 3, 1, 1, pad, pad, 1, 1, 1);
                        Case c = new Case(g, 2, 2, 2, 2);
                        assertThat(VectorFewChannelsPooledBackward.pays(c.g, c.p))
                                .as(c.name(1))
                                .isTrue();
                    }
                }
            }
        }
    }
}
