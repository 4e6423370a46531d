package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static io.lamina.runtime.kernels.Tensors.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The absolute losses and the divergence against their formulas in double. */
class DivergenceKernelsTest {
    private static final float[] DLOSS = {0.7f};

    @Test
    void meanAbsoluteErrorAndItsGradient() {
        int n = 29;
        float[] x = Tensors.random(1, n);
        float[] t = Tensors.random(2, n);
        x[OFFSET + 3] = t[OFFSET + 3];
        double sum = 0;
        double[] gradient = new double[n];
        for (int i = 0; i < n; i++) {
            double difference = (double) x[OFFSET + i] - t[OFFSET + i];
            sum += Math.abs(difference);
            gradient[i] = DLOSS[0] * 3 * Math.signum(difference) / n;
        }
        float[] loss = new float[1];
        AbsoluteLossKernels.meanAbsoluteError(loss, 0, x, OFFSET, t, OFFSET, n, 3f, false);
        assertThat((double) loss[0]).isCloseTo(3 * sum, within(1e-6 * sum));
        float[] dx = Tensors.output(n);
        AbsoluteLossKernels.meanAbsoluteErrorBackward(dx, OFFSET, x, OFFSET, t, OFFSET, DLOSS, 0, n, 3f, true);
        assertClose("gradient", dx, gradient, 1e-6);
        assertThat(dx[OFFSET + 3]).isZero();
    }

    @Test
    void huberAndItsGradient() {
        int n = 31;
        float delta = 0.4f;
        float[] x = Tensors.random(3, n);
        float[] t = Tensors.random(4, n);
        double sum = 0;
        int straight = 0;
        double[] gradient = new double[n];
        for (int i = 0; i < n; i++) {
            double e = (double) x[OFFSET + i] - t[OFFSET + i];
            boolean far = Math.abs(e) > delta;
            straight += far ? 1 : 0;
            sum += far ? delta * (Math.abs(e) - delta / 2.0) : e * e / 2;
            gradient[i] = DLOSS[0] * 2 * (far ? Math.signum(e) * delta : e);
        }
        assertThat(straight).isBetween(3, n - 3);
        float[] loss = new float[1];
        AbsoluteLossKernels.huber(loss, 0, x, OFFSET, t, OFFSET, n, delta, 2f, true);
        assertThat((double) loss[0]).isCloseTo(2 * sum / n, within(1e-6 * sum));
        float[] dx = Tensors.output(n);
        AbsoluteLossKernels.huberBackward(dx, OFFSET, x, OFFSET, t, OFFSET, DLOSS, 0, n, delta, 2f, false);
        assertClose("gradient", dx, gradient, 1e-6);
    }

    @Test
    void divergenceAndItsGradients() {
        for (int c : new int[] {2, 10, 33}) {
            for (float temperature : new float[] {0.5f, 1, 3}) {
                check(7, c, temperature, true);
                check(5, c, temperature, false);
            }
        }
    }

    private static void check(int n, int c, float temperature, boolean mean) {
        float weight = 1.5f;
        float[] x = Tensors.random(c, n * c);
        float[] t = Tensors.random(c + 1, n * c);
        for (int i = 0; i < n * c; i++) {
            x[OFFSET + i] *= 5;
        }
        double share = weight / (mean ? (double) n : 1);
        double sum = 0;
        double[] p = logarithms(x, n, c, temperature);
        double[] q = logarithms(t, n, c, temperature);
        double[] dx = new double[n * c];
        double[] dt = new double[n * c];
        for (int r = 0; r < n; r++) {
            double divergence = 0;
            for (int i = r * c; i < r * c + c; i++) {
                divergence += Math.exp(q[i]) * (q[i] - p[i]);
            }
            sum += share * temperature * temperature * divergence;
            for (int i = r * c; i < r * c + c; i++) {
                dx[i] = DLOSS[0] * share * temperature * (Math.exp(p[i]) - Math.exp(q[i]));
                dt[i] = DLOSS[0] * share * temperature * Math.exp(q[i]) * (q[i] - p[i] - divergence);
            }
        }
        float[] loss = new float[1];
        float[] shares = Tensors.output(n * c);
        float[] wanted = Tensors.output(n * c);
        DivergenceKernels.forward(
                loss, 0, shares, OFFSET, wanted, OFFSET, x, OFFSET, t, OFFSET, n, c, temperature, weight, mean);
        assertThat((double) loss[0]).as("classes %d at %s", c, temperature).isCloseTo(sum, within(1e-5));
        float[] found = Tensors.output(n * c);
        DivergenceKernels.backward(
                found, OFFSET, shares, OFFSET, wanted, OFFSET, DLOSS, 0, n, c, temperature, weight, mean);
        assertClose("dx", found, dx, 1e-5);
        float[] target = Tensors.output(n * c);
        DivergenceKernels.backwardTarget(
                target,
                OFFSET,
                shares,
                OFFSET,
                wanted,
                OFFSET,
                x,
                OFFSET,
                t,
                OFFSET,
                DLOSS,
                0,
                n,
                c,
                temperature,
                weight,
                mean);
        assertClose("dt", target, dt, 1e-5);
    }

    /** Where a probability is too small for a float, its logarithm is not. */
    @Test
    void farLogitsHaveAFiniteDivergence() {
        float[] loss = new float[1];
        float[] x = {0, -400};
        float[] t = {-400, 0};
        DivergenceKernels.forward(loss, 0, new float[2], 0, new float[2], 0, x, 0, t, 0, 1, 2, 1f, 1f, true);
        assertThat(loss[0]).isEqualTo(400f);
    }

    private static double[] logarithms(float[] x, int n, int c, double temperature) {
        double[] y = new double[n * c];
        for (int r = 0; r < n; r++) {
            double sum = 0;
            for (int i = r * c; i < r * c + c; i++) {
                sum += Math.exp(x[OFFSET + i] / temperature);
            }
            for (int i = r * c; i < r * c + c; i++) {
                y[i] = x[OFFSET + i] / temperature - Math.log(sum);
            }
        }
        return y;
    }
}
