package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static io.lamina.runtime.kernels.Tensors.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LossKernelsTest {
    private static final int IGNORED = -100;
    private static final float[] DLOSS = {0.7f};

    @Test
    void crossEntropyAndItsGradient() {
        for (int c : new int[] {2, 10, 33}) {
            for (float smoothing : new float[] {0f, 0.1f}) {
                for (boolean mean : new boolean[] {true, false}) {
                    checkCrossEntropy(13, c, 0.5f, smoothing, mean);
                }
            }
        }
    }

    private static void checkCrossEntropy(int n, int c, float weight, float smoothing, boolean mean) {
        float[] x = Tensors.random(c, n * c);
        int[] labels = new Random(1).ints(n, 0, c).toArray();
        labels[4] = IGNORED;
        double[] p = SoftmaxKernelsTest.softmax(x, n, c);
        double[] gradient = new double[n * c];
        double sum = 0;
        int correct = 0;
        for (int r = 0; r < n; r++) {
            int best = 0;
            for (int j = 0; j < c && labels[r] != IGNORED; j++) {
                double q = smoothing / (double) c + (labels[r] == j ? 1 - smoothing : 0);
                sum -= q * StrictMath.log(p[r * c + j]);
                gradient[r * c + j] = DLOSS[0] * weight * (p[r * c + j] - q) / (mean ? n - 1 : 1);
                best = p[r * c + j] > p[r * c + best] ? j : best;
            }
            correct += labels[r] == best ? 1 : 0;
        }
        float[] loss = new float[1];
        float[] share = new float[1];
        float[] softmax = Tensors.output(n * c);
        LossKernels.crossEntropy(
                loss, 0, share, 0, softmax, OFFSET, x, OFFSET, labels, 0, n, c, weight, smoothing, IGNORED, mean);
        assertThat((double) loss[0]).isCloseTo(weight * sum / (mean ? n - 1 : 1), within(2e-6 * Math.abs(sum)));
        assertThat(share[0]).isEqualTo(correct / (n - 1f));
        assertClose("softmax", softmax, p, 1e-6);

        float[] dx = Tensors.output(n * c);
        LossKernels.crossEntropyBackward(
                dx, OFFSET, softmax, OFFSET, labels, 0, DLOSS, 0, n, c, weight, smoothing, IGNORED, mean);
        assertClose("gradient", dx, gradient, 2e-6);
        LossKernels.crossEntropyBackward(
                softmax, OFFSET, softmax, OFFSET, labels, 0, DLOSS, 0, n, c, weight, smoothing, IGNORED, mean);
        assertThat(softmax).as("in place").isEqualTo(dx);
    }

    @Test
    void crossEntropyOfNoRowsIsZero() {
        float[] loss = {9};
        float[] p = {9, 9};
        int[] labels = {IGNORED};
        LossKernels.crossEntropy(
                loss, 0, Kernels.NONE, 0, p, 0, new float[] {1, 2}, 0, labels, 0, 1, 2, 1f, 0f, IGNORED, true);
        assertThat(loss[0]).isZero();
        LossKernels.crossEntropyBackward(p, 0, p, 0, labels, 0, DLOSS, 0, 1, 2, 1f, 0f, IGNORED, true);
        assertThat(p).containsExactly(0f, 0f);
    }

    @Test
    void crossEntropyOfLargeLogitsIsExact() {
        float[] loss = new float[1];
        float[] p = new float[3];
        LossKernels.crossEntropy(
                loss,
                0,
                Kernels.NONE,
                0,
                p,
                0,
                new float[] {1000, -1000, 0},
                0,
                new int[] {1},
                0,
                1,
                3,
                1f,
                0f,
                IGNORED,
                true);
        assertThat(loss[0]).isEqualTo(2000f);
    }

    @Test
    void labelsOutsideTheClassesAreRefused() {
        float[] p = new float[20];
        for (int label : new int[] {10, -1}) {
            assertThatThrownBy(() -> LossKernels.crossEntropy(
                            new float[1],
                            0,
                            Kernels.NONE,
                            0,
                            p,
                            0,
                            new float[20],
                            0,
                            new int[] {3, label},
                            0,
                            2,
                            10,
                            1f,
                            0f,
                            IGNORED,
                            true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("label " + label + " in row 1 is not in [0, 10)");
        }
    }

    @Test
    void binaryCrossEntropyAndItsGradient() {
        int n = 37;
        float[] x = Tensors.random(1, n);
        float[] t = Tensors.random(2, n);
        double sum = 0;
        int correct = 0;
        double[] gradient = new double[n];
        for (int i = 0; i < n; i++) {
            x[OFFSET + i] *= 30;
            t[OFFSET + i] = i % 3 == 0 ? Math.abs(t[OFFSET + i]) : i % 2;
            double sigmoid = 1 / (1 + StrictMath.exp(-x[OFFSET + i]));
            sum += StrictMath.log1p(StrictMath.exp(x[OFFSET + i])) - (double) t[OFFSET + i] * x[OFFSET + i];
            gradient[i] = DLOSS[0] * 2f * (sigmoid - t[OFFSET + i]) / n;
            correct += x[OFFSET + i] > 0 == t[OFFSET + i] > 0.5 ? 1 : 0;
        }
        float[] loss = new float[1];
        float[] share = new float[1];
        LossKernels.binaryCrossEntropy(loss, 0, share, 0, x, OFFSET, t, OFFSET, n, 2f, true);
        assertThat((double) loss[0]).isCloseTo(2 * sum / n, within(1e-6 * sum));
        assertThat(share[0]).isEqualTo(correct / (float) n);
        float[] dx = Tensors.output(n);
        LossKernels.binaryCrossEntropyBackward(dx, OFFSET, x, OFFSET, t, OFFSET, DLOSS, 0, n, 2f, true);
        assertClose("gradient", dx, gradient, 1e-6);
        LossKernels.binaryCrossEntropy(loss, 0, Kernels.NONE, 0, x, OFFSET, t, OFFSET, n, 2f, false);
        assertThat((double) loss[0]).isCloseTo(2 * sum, within(1e-6 * sum));
    }

    @Test
    void aConfidentLogitHasItsSmallLoss() {
        float[] loss = new float[1];
        LossKernels.binaryCrossEntropy(loss, 0, Kernels.NONE, 0, new float[] {20}, 0, new float[] {1}, 0, 1, 1f, true);
        assertThat((double) loss[0]).isCloseTo(StrictMath.log1p(StrictMath.exp(-20)), within(1e-15));
    }

    @Test
    void meanSquaredErrorAndItsGradient() {
        int n = 29;
        float[] x = Tensors.random(1, n);
        float[] t = Tensors.random(2, n);
        double sum = 0;
        double[] gradient = new double[n];
        for (int i = 0; i < n; i++) {
            double difference = (double) x[OFFSET + i] - t[OFFSET + i];
            sum += difference * difference;
            gradient[i] = DLOSS[0] * 3 * 2 * difference;
        }
        float[] loss = new float[1];
        LossKernels.meanSquaredError(loss, 0, x, OFFSET, t, OFFSET, n, 3f, true);
        assertThat((double) loss[0]).isCloseTo(3 * sum / n, within(1e-6 * sum));
        float[] dx = Tensors.output(n);
        LossKernels.meanSquaredErrorBackward(dx, OFFSET, x, OFFSET, t, OFFSET, DLOSS, 0, n, 3f, false);
        assertClose("gradient", dx, gradient, 1e-6);
    }
}
