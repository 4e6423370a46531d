package io.lamina.processor.op;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.runtime.kernels.AttentionKernels;
import io.lamina.runtime.kernels.Conv2dGeometry;
import io.lamina.runtime.kernels.Conv2dKernels;
import io.lamina.runtime.kernels.DenseKernels;
import io.lamina.runtime.kernels.GroupNormKernels;
import io.lamina.runtime.kernels.GruKernels;
import io.lamina.runtime.kernels.LstmKernels;
import io.lamina.runtime.kernels.MatrixKernels;
import io.lamina.runtime.kernels.NormKernels;
import io.lamina.runtime.kernels.PackedConv2dKernels;
import io.lamina.runtime.kernels.Pool2dGeometry;
import io.lamina.runtime.kernels.PooledConv2dKernels;
import io.lamina.runtime.kernels.RnnKernels;
import org.junit.jupiter.api.Test;

/** What the compiler plans for a kernel's scratch memory is what the kernel says that it needs. */
class KernelScratchTest {
    @Test
    void dense() {
        for (int terms : new int[] {1, 10, 1600}) {
            for (int columns : new int[] {1, 64, 1600}) {
                assertThat(floats(KernelScratch.matrix(Dim.of(columns), Dim.of(terms))))
                        .isEqualTo(DenseKernels.scratch(columns, terms));
                assertThat(floats(KernelScratch.matrixInStrips(Dim.of(columns), Dim.of(terms))))
                        .isEqualTo(DenseKernels.gradientScratch(columns, terms));
            }
        }
    }

    @Test
    void matrices() {
        for (int terms : new int[] {1, 32, 256, 257, 1600}) {
            assertThat(floats(KernelScratch.matrix(Dim.of(terms)))).isEqualTo(MatrixKernels.scratch(terms));
            assertThat(floats(KernelScratch.matrix(Dim.symbol("T"))))
                    .isGreaterThanOrEqualTo(MatrixKernels.scratch(terms));
            for (int columns : new int[] {1, 15, 64}) {
                assertThat(KernelScratch.packed(Dim.of(columns), Dim.of(terms)).asInt())
                        .isEqualTo(MatrixKernels.packed(columns, terms));
            }
        }
    }

    @Test
    void recurrences() {
        for (int units : new int[] {1, 13, 64, 300}) {
            assertThat(KernelScratch.recurrent(units, units)).isEqualTo(RnnKernels.scratch(units));
            assertThat(KernelScratch.lstm(units)).isEqualTo(LstmKernels.scratch(units));
            assertThat(KernelScratch.recurrent(4 * units, units) + units).isEqualTo(LstmKernels.gradientScratch(units));
            assertThat(KernelScratch.recurrent(units, 2 * units) + KernelScratch.recurrent(units, units))
                    .isEqualTo(GruKernels.scratch(units));
            assertThat(KernelScratch.recurrent(3 * units, units)).isEqualTo(GruKernels.gradientScratch(units));
        }
    }

    @Test
    void norms() {
        for (int channels : new int[] {1, 32, 100}) {
            assertThat(floats(KernelScratch.normalize(Dim.of(channels)))).isEqualTo(NormKernels.scratch(channels));
            assertThat(KernelScratch.normWidth(Dim.of(channels)).asInt()).isEqualTo(NormKernels.rowWidth(channels));
            assertThat(floats(KernelScratch.normReluGradient(Dim.of(channels))))
                    .isEqualTo(NormKernels.reluScratch(channels));
        }
        for (int channels : new int[] {1, 32, 100}) {
            assertThat(floats(KernelScratch.groupNorm(Dim.of(channels)))).isEqualTo(GroupNormKernels.scratch(channels));
            assertThat(floats(KernelScratch.groupNormGradient(Dim.of(channels))))
                    .isEqualTo(GroupNormKernels.backwardScratch(channels));
        }
        assertThat(BatchNorm.CHUNKS).isEqualTo(NormKernels.CHUNKS);
    }

    @Test
    void attention() {
        for (int keys : new int[] {1, 64, 65, 300}) {
            for (int size : new int[] {3, 32, 300}) {
                assertThat(floats(KernelScratch.attention(Dim.of(keys), size, 20)))
                        .isEqualTo(AttentionKernels.scratch(keys, size, 20));
                assertThat(floats(KernelScratch.attentionGradient(Dim.of(keys), 20, size)))
                        .isEqualTo(AttentionKernels.backwardScratch(keys, 20, size));
                assertThat(floats(KernelScratch.attentionSteps(size, 20)))
                        .isEqualTo(AttentionKernels.stepsScratch(size, 20));
            }
        }
    }

    @Test
    void convolutions() {
        for (int kernel : new int[] {1, 2, 3, 5}) {
            for (int groups : new int[] {1, 4}) {
                for (int width : new int[] {9, 40, 300}) {
                    for (int stride : new int[] {1, 2}) {
                        check(kernel, stride, groups, width, 12, 20);
                        check(kernel, stride, groups, width, 64, 128);
                        check(kernel, stride, 1, width, 3, 32);
                    }
                }
            }
        }
    }

    private static void check(int kernel, int stride, int groups, int width, int channels, int filters) {
        int out = (width - kernel) / stride + 1;
        Conv2dGeometry g = new Conv2dGeometry(
                width, width, channels, out, out, filters, kernel, kernel, stride, stride, 0, 0, 1, 1, groups);
        Spatial window = new Spatial(kernel, kernel, stride, stride, 0, 0, 0, 0, 1, 1);
        Shape weights = Shape.of(Dim.of(kernel), Dim.of(kernel), Dim.of(channels / groups), Dim.of(filters));
        int forward = KernelScratch.convolution(window, weights, groups);
        int patch = KernelScratch.patch(weights);
        assertThat(KernelScratch.packedConvolution(window, weights, groups))
                .isGreaterThanOrEqualTo(PackedConv2dKernels.packed(g));
        assertThat(KernelScratch.packingConvolution(window, weights, groups))
                .isGreaterThanOrEqualTo(PackedConv2dKernels.packScratch(g));
        assertThat(forward).isGreaterThanOrEqualTo(Conv2dKernels.scratch(g));
        assertThat(KernelScratch.convolutionInput(window, weights, groups))
                .isGreaterThanOrEqualTo(Conv2dKernels.inputScratch(g));
        assertThat(KernelScratch.convolutionWeights(window, weights, groups))
                .isGreaterThanOrEqualTo(Conv2dKernels.weightScratch(g));
        if (out > 30) {
            assertThat(forward).isEqualTo(Conv2dKernels.scratch(g));
        }
        for (int pool : new int[] {2, 3}) {
            for (int step : new int[] {1, 2, 3}) {
                int pooled = (out - pool) / step + 1;
                Pool2dGeometry p =
                        new Pool2dGeometry(out, out, filters, pooled, pooled, pool, pool, step, step, 0, 0, false);
                assertThat(KernelScratch.pooledWeights(window, weights, pool, out))
                        .isGreaterThanOrEqualTo(PooledConv2dKernels.weightScratch(g, p));
                assertThat(KernelScratch.pooled(patch, out, filters, pool, step) + forward)
                        .isGreaterThanOrEqualTo(Conv2dKernels.poolScratch(g, p));
            }
        }
    }

    private static int floats(KernelCall.Argument scratch) {
        return ((KernelCall.Argument.Scratch) scratch).size().asInt();
    }
}
