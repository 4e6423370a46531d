package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static io.lamina.runtime.kernels.Tensors.assertClose;
import static io.lamina.runtime.kernels.Tensors.output;
import static io.lamina.runtime.kernels.Tensors.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NormKernelsTest {
    private static final double EPSILON = 1e-3;

    @Test
    void batchStatisticsResultAndGradients() {
        for (int c : new int[] {1, 4, 6, 8, 13, 16, 25, 33}) {
            for (int n : new int[] {2, 65, 200}) {
                check(n, c);
            }
        }
    }

    private static void check(int n, int c) {
        float[] x = random(1, n * c);
        for (int i = 0; i < n * c; i++) {
            x[OFFSET + i] += 3;
        }
        float[] dy = random(2, n * c);
        float[] gamma = random(3, c);
        float[] beta = random(4, c);
        double[] mean = new double[c];
        double[] variance = new double[c];
        double[] y = new double[n * c];
        double[] dgamma = new double[c];
        double[] dbeta = new double[c];
        double[] dx = new double[n * c];
        for (int j = 0; j < c; j++) {
            for (int r = 0; r < n; r++) {
                mean[j] += x[OFFSET + r * c + j] / (double) n;
            }
            for (int r = 0; r < n; r++) {
                double d = x[OFFSET + r * c + j] - mean[j];
                variance[j] += d * d / n;
            }
            double deviation = Math.sqrt(variance[j] + EPSILON);
            for (int r = 0; r < n; r++) {
                double xhat = (x[OFFSET + r * c + j] - mean[j]) / deviation;
                y[r * c + j] = gamma[OFFSET + j] * xhat + beta[OFFSET + j];
                dgamma[j] += dy[OFFSET + r * c + j] * xhat;
                dbeta[j] += dy[OFFSET + r * c + j];
            }
            for (int r = 0; r < n; r++) {
                double xhat = (x[OFFSET + r * c + j] - mean[j]) / deviation;
                dx[r * c + j] =
                        gamma[OFFSET + j] / deviation * (dy[OFFSET + r * c + j] - dbeta[j] / n - xhat * dgamma[j] / n);
            }
        }
        String what = n + " x " + c;
        float[] m = output(c);
        float[] v = output(c);
        float[] result = output(n * c);
        NormKernels.batchForward(
                result, OFFSET, m, OFFSET, v, OFFSET, x, OFFSET, gamma, OFFSET, beta, OFFSET, n, c, (float) EPSILON);
        assertClose(what + " mean", m, mean, 1e-6);
        assertClose(what + " variance", v, variance, 3e-6);
        assertClose(what + " result", result, y, 1e-5);

        float[] dg = output(c);
        float[] db = output(c);
        float[] d = output(n * c);
        NormKernels.batchBackward(
                d,
                OFFSET,
                dg,
                OFFSET,
                db,
                OFFSET,
                dy,
                OFFSET,
                x,
                OFFSET,
                m,
                OFFSET,
                v,
                OFFSET,
                gamma,
                OFFSET,
                n,
                c,
                (float) EPSILON);
        assertClose(what + " dgamma", dg, dgamma, 2e-5);
        assertClose(what + " dbeta", db, dbeta, 2e-5);
        assertClose(what + " dx", d, dx, 1e-4);

        float[] again = output(c);
        NormKernels.batchBackward(
                Kernels.NONE,
                0,
                again,
                OFFSET,
                db,
                OFFSET,
                dy,
                OFFSET,
                x,
                OFFSET,
                m,
                OFFSET,
                v,
                OFFSET,
                gamma,
                OFFSET,
                n,
                c,
                (float) EPSILON);
        assertThat(again).as("without dx").isEqualTo(dg);
        float[] inPlace = Tensors.copy(x);
        NormKernels.batchInference(
                inPlace, OFFSET, inPlace, OFFSET, gamma, OFFSET, beta, OFFSET, m, OFFSET, v, OFFSET, n, c, (float)
                        EPSILON);
        assertThat(Tensors.bits(inPlace)).as("inference in place").isEqualTo(Tensors.bits(result));
    }

    @Test
    void withoutGammaAndBetaTheyAreOneAndZero() {
        int n = 5;
        int c = 21;
        float[] x = random(1, n * c);
        float[] mean = random(2, c);
        float[] variance = new float[OFFSET + c];
        java.util.Arrays.fill(variance, 0.5f);
        double[] expected = new double[n * c];
        for (int i = 0; i < n * c; i++) {
            expected[i] = (x[OFFSET + i] - mean[OFFSET + i % c]) / Math.sqrt(0.5 + EPSILON);
        }
        float[] y = output(n * c);
        NormKernels.batchInference(
                y, OFFSET, x, OFFSET, Kernels.NONE, 0, Kernels.NONE, 0, mean, OFFSET, variance, OFFSET, n, c, (float)
                        EPSILON);
        assertClose("plain", y, expected, 1e-6);
    }

    @Test
    void scaleIsGammaByTheDeviation() {
        float[] y = {0, 5, 2};
        NormKernels.scale(y, 1, new float[] {3, -1}, 0, new float[] {0.75f, 3.75f}, 0, 2, 0.25f);
        assertThat(y).containsExactly(0, 3, -0.5f);
        NormKernels.scale(y, 1, y, 1, new float[] {3.75f, 0}, 0, 2, 0.25f);
        assertThat(y).containsExactly(0, 1.5f, -1);
    }

    @Test
    void runningStatisticsMoveTowardsTheBatch() {
        float[] running = {1, 2};
        NormKernels.updateRunning(running, 0, new float[] {3, 5}, 0, 2, 0.9f, 2f);
        assertThat(running[0]).isCloseTo(0.9f + 0.6f, within(1e-6f));
        assertThat(running[1]).isCloseTo(1.8f + 1f, within(1e-6f));
    }
}
