package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static io.lamina.runtime.kernels.Tensors.assertClose;
import static io.lamina.runtime.kernels.Tensors.output;
import static io.lamina.runtime.kernels.Tensors.random;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.CounterRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Arithmetic, movement of data, reductions and random masks. */
class ArithmeticKernelsTest {
    private static final int N = 77;
    private final float[] a = random(1, N);
    private final float[] b = random(2, N);

    @Test
    void elementwise() {
        float[] y = output(N);
        ArithmeticKernels.add(y, OFFSET, a, OFFSET, b, OFFSET, N);
        check(y, i -> a[OFFSET + i] + b[OFFSET + i]);
        ArithmeticKernels.subtract(y, OFFSET, a, OFFSET, b, OFFSET, N);
        check(y, i -> a[OFFSET + i] - b[OFFSET + i]);
        ArithmeticKernels.multiply(y, OFFSET, a, OFFSET, b, OFFSET, N);
        check(y, i -> a[OFFSET + i] * b[OFFSET + i]);
        ArithmeticKernels.scale(y, OFFSET, a, OFFSET, N, 3f);
        check(y, i -> a[OFFSET + i] * 3f);
        ArithmeticKernels.multiplyScalar(y, OFFSET, a, OFFSET, b, OFFSET + 5, N);
        check(y, i -> a[OFFSET + i] * b[OFFSET + 5]);
        ArithmeticKernels.fill(y, OFFSET, N, 4f);
        check(y, i -> 4);
        ArithmeticKernels.copy(y, OFFSET, a, OFFSET, N);
        check(y, i -> a[OFFSET + i]);
        ArithmeticKernels.add(y, OFFSET, y, OFFSET, b, OFFSET, N);
        check(y, i -> a[OFFSET + i] + b[OFFSET + i]);
    }

    @Test
    void elementwiseAndAFunction() {
        int n = 5000;
        float[] one = random(3, n);
        float[] other = random(4, n);
        float[] expected = output(n);
        float[] y = output(n);
        for (int f : new int[] {Activations.RELU, Activations.LEAKY_RELU, Activations.SILU}) {
            ArithmeticKernels.add(expected, OFFSET, one, OFFSET, other, OFFSET, n);
            ActivationKernels.forward(expected, OFFSET, expected, OFFSET, n, f, 0.1f);
            ArithmeticKernels.addActivate(y, OFFSET, one, OFFSET, other, OFFSET, n, f, 0.1f);
            Tensors.assertClose("sum", y, Tensors.toDoubles(expected), 1e-6);
            ArithmeticKernels.subtract(expected, OFFSET, one, OFFSET, other, OFFSET, n);
            ActivationKernels.forward(expected, OFFSET, expected, OFFSET, n, f, 0.1f);
            ArithmeticKernels.subtractActivate(y, OFFSET, one, OFFSET, other, OFFSET, n, f, 0.1f);
            Tensors.assertClose("difference", y, Tensors.toDoubles(expected), 1e-6);
            ArithmeticKernels.multiply(expected, OFFSET, one, OFFSET, other, OFFSET, n);
            ActivationKernels.forward(expected, OFFSET, expected, OFFSET, n, f, 0.1f);
            float[] inPlace = Tensors.copy(one);
            ArithmeticKernels.multiplyActivate(inPlace, OFFSET, inPlace, OFFSET, other, OFFSET, n, f, 0.1f);
            Tensors.assertClose("product in place", inPlace, Tensors.toDoubles(expected), 1e-6);
        }
    }

    @Test
    void rows() {
        float[] y = output(N);
        ArithmeticKernels.addRow(y, OFFSET, a, OFFSET, b, OFFSET, 7, 11);
        check(y, i -> a[OFFSET + i] + b[OFFSET + i % 11]);
        ArithmeticKernels.subtractRow(y, OFFSET, a, OFFSET, b, OFFSET, 7, 11);
        check(y, i -> a[OFFSET + i] - b[OFFSET + i % 11]);
        ArithmeticKernels.multiplyRow(y, OFFSET, a, OFFSET, b, OFFSET, 7, 11);
        check(y, i -> a[OFFSET + i] * b[OFFSET + i % 11]);
    }

    @Test
    void columnsAreCopiedBetweenStrides() {
        float[] y = output(20);
        ArithmeticKernels.fill(y, OFFSET, 20, 0f);
        ArithmeticKernels.copyColumns(y, OFFSET + 1, 5, a, OFFSET + 2, 7, 4, 3);
        double[] expected = new double[20];
        for (int r = 0; r < 4; r++) {
            for (int j = 0; j < 3; j++) {
                expected[r * 5 + 1 + j] = a[OFFSET + 2 + r * 7 + j];
            }
        }
        assertClose("columns", y, expected, 0);
    }

    @Test
    void permutationsMoveEveryElement() {
        int[] dims = {2, 3, 4};
        int[][] permutations = {{0, 1, 2}, {2, 0, 1}, {1, 2, 0}, {2, 1, 0}, {0, 2, 1}};
        for (int[] p : permutations) {
            double[] expected = new double[72];
            int at = 0;
            int[] index = new int[3];
            for (int block = 0; block < 3; block++) {
                for (int i = 0; i < dims[p[0]]; i++) {
                    for (int j = 0; j < dims[p[1]]; j++) {
                        for (int k = 0; k < dims[p[2]]; k++) {
                            index[p[0]] = i;
                            index[p[1]] = j;
                            index[p[2]] = k;
                            expected[at++] = a[OFFSET + block * 24 + (index[0] * 3 + index[1]) * 4 + index[2]];
                        }
                    }
                }
            }
            float[] y = output(72);
            ArithmeticKernels.permute(y, OFFSET, a, OFFSET, 3, dims, p);
            assertClose(java.util.Arrays.toString(p), y, expected, 0);
        }
    }

    @Test
    void sumsAndMeans() {
        for (int c : new int[] {1, 4, 6, 8, 13, 16, 25, 33, 70}) {
            for (int n : new int[] {1, 3, 64, 65, 300}) {
                float[] x = random(c, n * c);
                double[] sums = new double[c];
                double[] spread = new double[n * c];
                for (int i = 0; i < n * c; i++) {
                    sums[i % c] += x[OFFSET + i];
                    spread[i] = (double) x[OFFSET + i % c] / n;
                }
                float[] y = output(c);
                ReduceKernels.sumRows(y, OFFSET, x, OFFSET, n, c);
                assertClose("sum " + n + " x " + c, y, sums, 1e-5);
                float[] dx = output(n * c);
                ReduceKernels.spreadMean(dx, OFFSET, x, OFFSET, 1, n, c);
                assertClose("spread " + n + " x " + c, dx, spread, 1e-6);
            }
        }
    }

    @Test
    void meansOfTheMiddleDimension() {
        float[] x = random(9, 2 * 5 * 19);
        double[] expected = new double[2 * 19];
        for (int i = 0; i < 2 * 5 * 19; i++) {
            expected[i / (5 * 19) * 19 + i % 19] += x[OFFSET + i] / 5.0;
        }
        float[] y = output(2 * 19);
        ReduceKernels.meanMiddle(y, OFFSET, x, OFFSET, 2, 5, 19);
        assertClose("means", y, expected, 1e-6);
    }

    @Test
    void dropoutKeepsWhatItsCounterSays() {
        for (float rate : new float[] {0f, 0.25f, 0.5f, 0.9f}) {
            float[] y = output(N);
            RandomKernels.dropout(y, OFFSET, a, OFFSET, 0, N, 42L, rate);
            check(y, i -> CounterRandom.uniform(42L, i) >= rate ? a[OFFSET + i] * (1f / (1f - rate)) : 0);
        }
        int kept = 0;
        float[] ones = new float[100_000];
        java.util.Arrays.fill(ones, 1f);
        RandomKernels.dropout(ones, 0, ones, 0, 0, ones.length, 7L, 0.3f);
        for (float v : ones) {
            kept += v != 0 ? 1 : 0;
        }
        assertThat(kept / 100_000.0).isBetween(0.69, 0.71);
    }

    @Test
    void dropoutOfTransposedMatricesKeepsWhatTheirColumnsSay() {
        int rows = 3;
        int columns = 5;
        int matrices = N / (rows * columns);
        int n = matrices * rows * columns;
        float[] y = output(n);
        int half = matrices / 2 * rows * columns;
        RandomKernels.dropoutTransposed(y, OFFSET, a, OFFSET, 0, matrices / 2, rows, columns, 42L, 0.4f);
        RandomKernels.dropoutTransposed(
                y, OFFSET + half, a, OFFSET + half, matrices / 2, matrices - matrices / 2, rows, columns, 42L, 0.4f);
        double[] expected = new double[n];
        for (int i = 0; i < n; i++) {
            int place = i % (rows * columns);
            int number = i - place + place % columns * rows + place / columns;
            expected[i] = CounterRandom.uniform(42L, number) >= 0.4f ? a[OFFSET + i] * (1f / (1f - 0.4f)) : 0;
        }
        assertClose("transposed", y, expected, 1e-7);
    }

    private static void check(float[] y, IntToDoubleFunction expected) {
        double[] values = new double[N];
        for (int i = 0; i < N; i++) {
            values[i] = expected.applyAsDouble(i);
        }
        assertClose("elementwise", y, values, 1e-7);
    }
}
