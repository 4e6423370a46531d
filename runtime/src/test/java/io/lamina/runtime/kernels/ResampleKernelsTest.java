package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static io.lamina.runtime.kernels.Tensors.assertClose;
import static io.lamina.runtime.kernels.Tensors.output;
import static io.lamina.runtime.kernels.Tensors.random;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Both directions of both kinds against the formulas in {@link Resampling}, on odd blocks. */
class ResampleKernelsTest {
    private static final int[] BLOCKS = {1, 4, 6, 8, 13, 16, 25, 33};
    private static final int N = 3;

    /** {@code [outputs, inputs]} of the direction that is no gradient. */
    private static double[][] matrix(boolean linear, int large, int small) {
        double[][] w = new double[linear ? large : small][linear ? small : large];
        for (int o = 0; o < w.length; o++) {
            if (linear) {
                double place = (o + 0.5) * small / large - 0.5;
                for (int i = -1; i <= small; i++) {
                    double share = Math.max(0, 1 - Math.abs(place - i));
                    w[o][Math.max(0, Math.min(small - 1, i))] += share;
                }
            } else {
                int from = (int) Math.floor((double) o * large / small);
                int to = (int) Math.ceil((o + 1.0) * large / small);
                for (int i = from; i < to; i++) {
                    w[o][i] = 1.0 / (to - from);
                }
            }
        }
        return w;
    }

    private static void check(boolean linear, int large, int small, boolean transposed, int block) {
        double[][] w = matrix(linear, large, small);
        int outputs = transposed ? w[0].length : w.length;
        int inputs = transposed ? w.length : w[0].length;
        float[] x = random(1, N * inputs * block);
        double[] expected = new double[N * outputs * block];
        for (int n = 0; n < N; n++) {
            for (int o = 0; o < outputs; o++) {
                for (int i = 0; i < inputs; i++) {
                    for (int c = 0; c < block; c++) {
                        expected[(n * outputs + o) * block + c] +=
                                (transposed ? w[i][o] : w[o][i]) * x[OFFSET + (n * inputs + i) * block + c];
                    }
                }
            }
        }
        float[] y = output(expected.length);
        ResampleKernels.resample(y, OFFSET, x, OFFSET, N, block, new Resampling(linear, large, small, transposed));
        assertClose((linear ? "linear " : "mean ") + large + " " + small + " " + transposed, y, expected, 1e-6);
    }

    @Test
    void mixesOfTwoPlaces() {
        for (int block : BLOCKS) {
            for (int factor = 1; factor <= 4; factor++) {
                for (int small : new int[] {1, 2, 5}) {
                    check(true, small * factor, small, false, block);
                    check(true, small * factor, small, true, block);
                }
            }
        }
    }

    @Test
    void meansOfParts() {
        for (int block : BLOCKS) {
            for (int large = 1; large <= 9; large++) {
                for (int small = 1; small <= 10; small++) {
                    check(false, large, small, false, block);
                    check(false, large, small, true, block);
                }
            }
        }
    }

    @Test
    void onlyWhatIsNeededIsStored() {
        assertThat(new Resampling(true, 400, 200, false).weights).hasSize(798);
        assertThat(new Resampling(false, 400, 200, true).weights).hasSize(400);
    }
}
