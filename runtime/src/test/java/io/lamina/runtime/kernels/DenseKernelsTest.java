package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static io.lamina.runtime.kernels.Tensors.assertClose;
import static io.lamina.runtime.kernels.Tensors.output;
import static io.lamina.runtime.kernels.Tensors.random;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DenseKernelsTest {
    private static final int[] ROWS = {1, 4, 6, 13, 32, 45};
    private static final int[] INPUTS = {1, 6, 25, 300};
    private static final int[] OUTPUTS = {1, 4, 6, 8, 13, 16, 25, 33, 44, 64, 70};

    @Test
    void forwardIsTheSumOfProducts() {
        forEachSize((n, in, out) -> {
            float[] x = random(1, n * in);
            float[] w = random(2, in * out);
            float[] b = random(3, out);
            double[] expected = new double[n * out];
            for (int r = 0; r < n; r++) {
                for (int j = 0; j < out; j++) {
                    double sum = b[OFFSET + j];
                    for (int k = 0; k < in; k++) {
                        sum += (double) x[OFFSET + r * in + k] * w[OFFSET + k * out + j];
                    }
                    expected[r * out + j] = sum;
                }
            }
            String what = n + " x " + in + " x " + out;
            float[] y = output(n * out);
            DenseKernels.forward(
                    y,
                    OFFSET,
                    x,
                    OFFSET,
                    w,
                    OFFSET,
                    b,
                    OFFSET,
                    new float[DenseKernels.scratch(out, in)],
                    0,
                    n,
                    in,
                    out,
                    Activations.LINEAR,
                    0f);
            assertClose(what, y, expected, 2e-6);

            for (int i = 0; i < expected.length; i++) {
                expected[i] = Math.max(0, expected[i] - b[OFFSET + i % out]);
            }
            y = output(n * out);
            DenseKernels.forward(
                    y,
                    OFFSET,
                    x,
                    OFFSET,
                    w,
                    OFFSET,
                    Kernels.NONE,
                    0,
                    new float[DenseKernels.scratch(out, in)],
                    0,
                    n,
                    in,
                    out,
                    Activations.RELU,
                    0f);
            assertClose(what + " without bias, relu", y, expected, 2e-6);
        });
    }

    @Test
    void backwardInputIsTheProductWithTheTransposedWeights() {
        forEachSize((n, in, out) -> {
            float[] dy = random(1, n * out);
            float[] w = random(2, in * out);
            double[] expected = new double[n * in];
            for (int r = 0; r < n; r++) {
                for (int k = 0; k < in; k++) {
                    for (int j = 0; j < out; j++) {
                        expected[r * in + k] += (double) dy[OFFSET + r * out + j] * w[OFFSET + k * out + j];
                    }
                }
            }
            float[] dx = output(n * in);
            DenseKernels.backwardInput(
                    dx, OFFSET, dy, OFFSET, w, OFFSET, new float[DenseKernels.scratch(in, out)], 0, n, in, out);
            assertClose(n + " x " + in + " x " + out, dx, expected, 2e-6);
        });
    }

    /** Bit for bit: strips of rows and a copy of the weights change none. */
    @Test
    void backwardInputThroughAFunctionIsTheProductAndThenTheFunctionsGradient() {
        forEachSize((n, in, out) -> {
            float[] dy = random(1, n * out);
            float[] w = random(2, in * out);
            float[] v = random(3, n * in);
            float[] expected = output(n * in);
            DenseKernels.backwardInput(
                    expected, OFFSET, dy, OFFSET, w, OFFSET, new float[DenseKernels.scratch(in, out)], 0, n, in, out);
            ActivationKernels.backward(
                    expected, OFFSET, expected, OFFSET, v, OFFSET, n * in, Activations.GELU_TANH, 0f);
            float[] dx = output(n * in);
            DenseKernels.backwardInput(
                    dx,
                    OFFSET,
                    dy,
                    OFFSET,
                    w,
                    OFFSET,
                    v,
                    OFFSET,
                    new float[DenseKernels.gradientScratch(in, out)],
                    0,
                    n,
                    in,
                    out,
                    Activations.GELU_TANH,
                    0f);
            assertThat(dx).as(n + " x " + in + " x " + out).isEqualTo(expected);
        });
    }

    @Test
    void backwardWeightsIsTheProductOfTransposedInputAndGradient() {
        forEachSize((n, in, out) -> {
            float[] x = random(1, n * in);
            float[] dy = random(2, n * out);
            float[] dw = output(in * out);
            float[] scratch = new float[DenseKernels.scratch(out, n)];
            int cut = in / 3;
            DenseKernels.backwardWeights(dw, OFFSET, x, OFFSET, dy, OFFSET, scratch, 0, n, in, out, cut, in);
            DenseKernels.backwardWeights(dw, OFFSET, x, OFFSET, dy, OFFSET, scratch, 0, n, in, out, 0, cut);
            assertClose(n + " x " + in + " x " + out, dw, weightGradient(x, dy, n, in, out), 2e-6);
        });
    }

    @Test
    void weightGradientsOfManyRowsGoOnFromPassToPass() {
        int n = 700;
        float[] x = random(1, n * 5);
        float[] dy = random(2, n * 33);
        float[] dw = output(5 * 33);
        float[] scratch = new float[DenseKernels.scratch(33, n)];
        DenseKernels.backwardWeights(dw, OFFSET, x, OFFSET, dy, OFFSET, scratch, 0, n, 5, 33, 0, 5);
        assertClose("700 rows", dw, weightGradient(x, dy, n, 5, 33), 4e-6);
    }

    @Test
    void aRowDoesNotDependOnTheRowsComputedWithIt() {
        int n = 23;
        int in = 300;
        int out = 45;
        float[] x = random(1, n * in);
        float[] w = random(2, in * out);
        float[] b = random(3, out);
        float[] together = new float[n * out];
        float[] alone = new float[n * out];
        DenseKernels.forward(
                together,
                0,
                x,
                OFFSET,
                w,
                OFFSET,
                b,
                OFFSET,
                new float[DenseKernels.scratch(out, in)],
                0,
                n,
                in,
                out,
                Activations.RELU,
                0f);
        for (int r = 0; r < n; r++) {
            DenseKernels.forward(
                    alone,
                    r * out,
                    x,
                    OFFSET + r * in,
                    w,
                    OFFSET,
                    b,
                    OFFSET,
                    new float[DenseKernels.scratch(out, in)],
                    0,
                    1,
                    in,
                    out,
                    Activations.RELU,
                    0f);
        }
        assertThat(Tensors.bits(alone)).isEqualTo(Tensors.bits(together));
    }

    private static double[] weightGradient(float[] x, float[] dy, int n, int in, int out) {
        double[] expected = new double[in * out];
        for (int r = 0; r < n; r++) {
            for (int k = 0; k < in; k++) {
                for (int j = 0; j < out; j++) {
                    expected[k * out + j] += (double) x[OFFSET + r * in + k] * dy[OFFSET + r * out + j];
                }
            }
        }
        return expected;
    }

    private interface Check {
        void run(int n, int in, int out);
    }

    private static void forEachSize(Check check) {
        for (int n : ROWS) {
            for (int in : INPUTS) {
                for (int out : OUTPUTS) {
                    check.run(n, in, out);
                }
            }
        }
    }
}
