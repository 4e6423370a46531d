package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static io.lamina.runtime.kernels.Tensors.output;
import static io.lamina.runtime.kernels.Tensors.random;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Gradients of {@code relu(normalize(x))} that compute ReLU's argument again have the bits of those that read its result, which {@code
 * NormKernelsTest} compares with sums in double.
 */
class NormReluKernelsTest {
    private static final float EPSILON = 1e-3f;

    @Test
    void gradients() {
        for (int c : new int[] {1, 3, 8, 13, 16, 25, 32, 33, 64, 70, 128, 130}) {
            for (int n : new int[] {1, 2, 65, 200, 2500}) {
                new Case(n, c).compare();
            }
        }
    }

    private static final class Case {
        private final int n;
        private final int c;
        private final float[] x;
        private final float[] dy;
        private final float[] gamma;
        private final float[] beta;
        private final float[] mean;
        private final float[] variance;

        Case(int n, int c) {
            this.n = n;
            this.c = c;
            x = random(1, n * c);
            dy = random(2, n * c);
            gamma = random(3, c);
            beta = random(4, c);
            // all of this channel's results are zeros
            gamma[OFFSET] = 0f;
            beta[OFFSET] = 0f;
            mean = output(c);
            variance = output(c);
            float[] partial = output(3 * NormKernels.CHUNKS * c);
            NormKernels.moments(partial, OFFSET, x, OFFSET, n, c, 0, NormKernels.CHUNKS);
            NormKernels.statistics(mean, OFFSET, variance, OFFSET, partial, OFFSET, n, c);
        }

        void compare() {
            String what = n + " x " + c;
            float[] g = output(n * c);
            float[] expected = output(2 * NormKernels.CHUNKS * c);
            NormKernels.gradientSums(
                    expected,
                    OFFSET,
                    g,
                    OFFSET,
                    dy,
                    OFFSET,
                    result(),
                    OFFSET,
                    x,
                    OFFSET,
                    mean,
                    OFFSET,
                    n,
                    c,
                    Activations.RELU,
                    0f,
                    0,
                    NormKernels.CHUNKS);
            float[] sums = output(2 * NormKernels.CHUNKS * c);
            sums(sums, 0, NormKernels.CHUNKS);
            assertThat(Tensors.bits(sums)).as(what).isEqualTo(Tensors.bits(expected));
            float[] apart = output(2 * NormKernels.CHUNKS * c);
            for (int to = NormKernels.CHUNKS; to > 0; to -= 4) {
                sums(apart, to - 4, to);
            }
            assertThat(Tensors.bits(apart)).as(what + " apart").isEqualTo(Tensors.bits(expected));

            float[] kept = inputGradient(output(n * c), g, x, coefficients(expected, Kernels.NONE));
            float[] rows = coefficients(expected, beta);
            float[] dx = inputGradient(output(n * c), dy, x, rows);
            assertThat(Tensors.bits(dx)).as(what + " dx").isEqualTo(Tensors.bits(kept));
            float[] overX = Tensors.copy(x);
            assertThat(Tensors.bits(inputGradient(overX, dy, overX, rows)))
                    .as(what + " over x")
                    .isEqualTo(Tensors.bits(kept));
            float[] overDy = Tensors.copy(dy);
            assertThat(Tensors.bits(inputGradient(overDy, overDy, x, rows)))
                    .as(what + " over dy")
                    .isEqualTo(Tensors.bits(kept));
        }

        private float[] result() {
            float[] y = output(n * c);
            NormKernels.normalize(
                    y,
                    OFFSET,
                    x,
                    OFFSET,
                    gamma,
                    OFFSET,
                    beta,
                    OFFSET,
                    mean,
                    OFFSET,
                    variance,
                    OFFSET,
                    Kernels.NONE,
                    0,
                    new float[NormKernels.scratch(c)],
                    0,
                    n,
                    c,
                    EPSILON,
                    Activations.RELU,
                    0f);
            return y;
        }

        private void sums(float[] partial, int from, int to) {
            float[] scratch = output(NormKernels.reluScratch(c));
            NormKernels.reluGradientSums(
                    partial, OFFSET, dy, OFFSET, x, OFFSET, gamma, OFFSET, beta, OFFSET, mean, OFFSET, variance, OFFSET,
                    scratch, OFFSET, n, c, EPSILON, from, to);
            Tensors.assertBorders(n + " x " + c + " partial", partial);
            Tensors.assertBorders(n + " x " + c + " scratch", scratch);
        }

        private float[] coefficients(float[] partial, float[] shift) {
            float[] rows = output(5 * NormKernels.rowWidth(c));
            float[] dgamma = output(c);
            float[] dbeta = output(c);
            int o = shift.length == 0 ? 0 : OFFSET;
            NormKernels.parameterGradients(
                    dgamma, OFFSET, dbeta, OFFSET, rows, OFFSET, partial, OFFSET, mean, OFFSET, variance, OFFSET, gamma,
                    OFFSET, shift, o, n, c, EPSILON);
            Tensors.assertBorders(n + " x " + c + " rows", rows);
            return rows;
        }

        /** The last rows by a call of their own: where a call begins changes no bit. */
        private float[] inputGradient(float[] dx, float[] g, float[] from, float[] rows) {
            int first = (n + 1) / 2;
            int at = OFFSET + first * c;
            NormKernels.inputGradient(dx, OFFSET, g, OFFSET, from, OFFSET, rows, OFFSET, first, c);
            NormKernels.inputGradient(dx, at, g, at, from, at, rows, OFFSET, n - first, c);
            Tensors.assertBorders(n + " x " + c + " dx", dx);
            return dx;
        }
    }
}
