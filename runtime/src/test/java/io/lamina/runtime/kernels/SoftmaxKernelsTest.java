package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static io.lamina.runtime.kernels.Tensors.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SoftmaxKernelsTest {
    private static final int[] CLASSES = {1, 2, 4, 6, 8, 10, 13, 16, 25, 33, 100};

    @Test
    void forwardAndBackwardFollowTheFormula() {
        for (int c : CLASSES) {
            for (int n : new int[] {1, 5}) {
                float[] x = Tensors.random(c, n * c);
                for (int i = 0; i < n * c; i++) {
                    x[OFFSET + i] = x[OFFSET + i] * 2 + 200;
                }
                float[] dy = Tensors.random(3, n * c);
                double[] p = softmax(x, n, c);
                float[] y = Tensors.output(n * c);
                SoftmaxKernels.forward(y, OFFSET, x, OFFSET, n, c);
                assertClose(n + " x " + c, y, p, 1e-6);

                double[] gradient = new double[n * c];
                for (int i = 0; i < n * c; i++) {
                    double dot = 0;
                    for (int j = i / c * c; j < i / c * c + c; j++) {
                        dot += dy[OFFSET + j] * p[j];
                    }
                    gradient[i] = p[i] * (dy[OFFSET + i] - dot);
                }
                float[] dx = Tensors.output(n * c);
                SoftmaxKernels.backward(dx, OFFSET, dy, OFFSET, y, OFFSET, n, c);
                if (c > 1) {
                    assertClose("gradient " + n + " x " + c, dx, gradient, 2e-5);
                }
                checkInPlace(x, y, dy, dx, n, c);
            }
        }
    }

    private static void checkInPlace(float[] x, float[] y, float[] dy, float[] dx, int n, int c) {
        float[] inPlace = Tensors.copy(x);
        SoftmaxKernels.forward(inPlace, OFFSET, inPlace, OFFSET, n, c);
        assertThat(Tensors.toDoubles(inPlace)).as("in place").isEqualTo(Tensors.toDoubles(y));
        float[] onGradient = Tensors.copy(dy);
        SoftmaxKernels.backward(onGradient, OFFSET, onGradient, OFFSET, y, OFFSET, n, c);
        assertThat(Tensors.toDoubles(onGradient)).as("in place on dy").isEqualTo(Tensors.toDoubles(dx));
        float[] onValue = y.clone();
        SoftmaxKernels.backward(onValue, OFFSET, dy, OFFSET, onValue, OFFSET, n, c);
        assertThat(Tensors.toDoubles(onValue)).as("in place on y").isEqualTo(Tensors.toDoubles(dx));
    }

    @Test
    void aRowAloneHasTheBitsThatItHasAmongOthers() {
        for (int c : CLASSES) {
            int n = 7;
            float[] x = Tensors.random(c, n * c);
            float[] y = Tensors.output(n * c);
            SoftmaxKernels.forward(y, OFFSET, x, OFFSET, n, c);
            float[] dx = Tensors.output(n * c);
            SoftmaxKernels.backward(dx, OFFSET, x, OFFSET, y, OFFSET, n, c);
            for (int r = 0; r < n; r++) {
                float[] row = Arrays.copyOfRange(x, OFFSET + r * c, OFFSET + r * c + c);
                float[] alone = new float[c];
                SoftmaxKernels.forward(alone, 0, row, 0, 1, c);
                assertThat(alone)
                        .as("row " + r + " of " + c)
                        .isEqualTo(Arrays.copyOfRange(y, OFFSET + r * c, OFFSET + r * c + c));
                float[] gradient = new float[c];
                SoftmaxKernels.backward(gradient, 0, row, 0, alone, 0, 1, c);
                assertThat(gradient)
                        .as("gradient of row " + r + " of " + c)
                        .isEqualTo(Arrays.copyOfRange(dx, OFFSET + r * c, OFFSET + r * c + c));
            }
        }
    }

    @Test
    void infinitiesAndNaN() {
        for (int c : new int[] {4, 40}) {
            float[] x = new float[4 * c];
            x[1] = Float.NEGATIVE_INFINITY;
            x[c + 1] = Float.NaN;
            float[] y = new float[4 * c];
            SoftmaxKernels.forward(y, 0, x, 0, 3, c);
            assertThat(y[1]).isZero();
            assertThat(y[0]).isCloseTo(1f / (c - 1), org.assertj.core.data.Offset.offset(1e-7f));
            assertThat(y[c]).isNaN();
            assertThat(y[2 * c]).isCloseTo(1f / c, org.assertj.core.data.Offset.offset(1e-7f));
        }
    }

    static double[] softmax(float[] x, int n, int c) {
        double[] p = new double[n * c];
        for (int r = 0; r < n; r++) {
            double max = Double.NEGATIVE_INFINITY;
            double sum = 0;
            for (int j = 0; j < c; j++) {
                max = Math.max(max, x[OFFSET + r * c + j]);
            }
            for (int j = 0; j < c; j++) {
                sum += StrictMath.exp(x[OFFSET + r * c + j] - max);
            }
            for (int j = 0; j < c; j++) {
                p[r * c + j] = StrictMath.exp(x[OFFSET + r * c + j] - max) / sum;
            }
        }
        return p;
    }
}
