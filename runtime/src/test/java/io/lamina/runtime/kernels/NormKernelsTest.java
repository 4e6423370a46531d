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
    private static final int[] CHANNELS = {1, 4, 6, 8, 13, 16, 25, 32, 33, 48, 64, 70, 96};

    /** A norm of n rows and c channels with everything about it in double. */
    private static final class Case {
        final int n;
        final int c;
        final float[] x;
        final float[] dy;
        final float[] gamma;
        final float[] beta;
        final double[] mean;
        final double[] variance;
        final double[] normal;

        Case(int n, int c, float centre) {
            this.n = n;
            this.c = c;
            x = random(1, n * c);
            dy = random(2, n * c);
            gamma = random(3, c);
            beta = random(4, c);
            mean = new double[c];
            variance = new double[c];
            normal = new double[n * c];
            for (int i = 0; i < n * c; i++) {
                x[OFFSET + i] += centre;
                mean[i % c] += x[OFFSET + i] / (double) n;
            }
            for (int i = 0; i < n * c; i++) {
                double d = x[OFFSET + i] - mean[i % c];
                variance[i % c] += d * d / n;
            }
            for (int i = 0; i < n * c; i++) {
                normal[i] = (x[OFFSET + i] - mean[i % c]) / deviation(i % c);
            }
        }

        double deviation(int j) {
            return Math.sqrt(variance[j] + EPSILON);
        }

        double y(int i) {
            return gamma[OFFSET + i % c] * normal[i] + beta[OFFSET + i % c];
        }

        float[][] statistics() {
            float[] partial = output(3 * NormKernels.CHUNKS * c);
            float[][] results = {output(c), output(c)};
            NormKernels.moments(partial, OFFSET, x, OFFSET, n, c, 0, NormKernels.CHUNKS);
            NormKernels.statistics(results[0], OFFSET, results[1], OFFSET, partial, OFFSET, n, c);
            Tensors.assertBorders(this + " partial", partial);
            return results;
        }

        void normalize(float[] y, float[] from, float[] m, float[] v, float[] residual, int activation) {
            float[] scratch = output(NormKernels.scratch(c));
            NormKernels.normalize(
                    y,
                    OFFSET,
                    from,
                    OFFSET,
                    gamma,
                    OFFSET,
                    beta,
                    OFFSET,
                    m,
                    OFFSET,
                    v,
                    OFFSET,
                    residual,
                    residual.length == 0 ? 0 : OFFSET,
                    scratch,
                    OFFSET,
                    n,
                    c,
                    (float) EPSILON,
                    activation,
                    0.2f);
            Tensors.assertBorders(this + " scratch", scratch);
        }

        float[] parameterGradients(float[] dg, float[] db, float[] partial, float[] m, float[] v) {
            float[] rows = output(5 * NormKernels.rowWidth(c));
            NormKernels.parameterGradients(
                    dg,
                    OFFSET,
                    db,
                    OFFSET,
                    rows,
                    OFFSET,
                    partial,
                    OFFSET,
                    m,
                    OFFSET,
                    v,
                    OFFSET,
                    gamma,
                    OFFSET,
                    Kernels.NONE,
                    0,
                    n,
                    c,
                    (float) EPSILON);
            Tensors.assertBorders(this + " rows", rows);
            return rows;
        }

        void inputGradient(float[] dx, float[] g, float[] from, float[] rows) {
            int o = dx.length == 0 ? 0 : OFFSET;
            NormKernels.inputGradient(dx, o, g, OFFSET, from, OFFSET, rows, OFFSET, n, c);
        }

        @Override
        public String toString() {
            return n + " x " + c;
        }
    }

    @Test
    void statisticsAndResult() {
        for (int c : CHANNELS) {
            for (int n : new int[] {1, 2, 65, 200, 2500}) {
                Case norm = new Case(n, c, 3);
                float[][] found = norm.statistics();
                assertClose(norm + " mean", found[0], norm.mean, 1e-6);
                if (n > 1) {
                    assertClose(norm + " variance", found[1], norm.variance, 3e-6);
                }
                results(norm, found[0], found[1]);
            }
        }
    }

    private static void results(Case norm, float[] mean, float[] variance) {
        int size = norm.n * norm.c;
        float[] residual = random(5, size);
        for (int f : new int[] {Activations.LINEAR, Activations.RELU, Activations.LEAKY_RELU, Activations.TANH}) {
            for (boolean sum : new boolean[] {false, true}) {
                double[] y = new double[size];
                for (int i = 0; i < size; i++) {
                    double v = norm.y(i) + (sum ? residual[OFFSET + i] : 0);
                    y[i] = f == Activations.TANH ? Math.tanh(v) : v > 0 ? v : v * slope(f);
                }
                String what = norm + " function " + f + (sum ? " with a residual" : "");
                float[] added = sum ? residual : Kernels.NONE;
                float[] result = output(size);
                norm.normalize(result, norm.x, mean, variance, added, f);
                assertClose(what, result, y, 1e-5);
                float[] inPlace = Tensors.copy(norm.x);
                norm.normalize(inPlace, inPlace, mean, variance, added, f);
                assertThat(Tensors.bits(inPlace)).as(what + " in place").isEqualTo(Tensors.bits(result));
                if (sum) {
                    float[] over = Tensors.copy(residual);
                    norm.normalize(over, norm.x, mean, variance, over, f);
                    assertThat(Tensors.bits(over))
                            .as(what + " over the residual")
                            .isEqualTo(Tensors.bits(result));
                }
            }
        }
    }

    private static double slope(int activation) {
        return activation == Activations.RELU ? 0 : activation == Activations.LEAKY_RELU ? 0.2 : 1;
    }

    /** {@code E[x^2] - E[x]^2} in float would be off by several times the variance here. */
    @Test
    void aMeanFarFromZeroCostsNoAccuracy() {
        for (int c : CHANNELS) {
            Case norm = new Case(3000, c, 3000);
            float[][] found = norm.statistics();
            assertClose(norm + " mean", found[0], norm.mean, 1e-7);
            assertClose(norm + " variance", found[1], norm.variance, 3e-6);
        }
    }

    /** Where the chunks' first rows say nothing about the others, their sums are still of moderate numbers. */
    @Test
    void firstRowsUnlikeTheOthers() {
        Case norm = new Case(4096, 16, 0);
        for (int i = 0; i < 16 * 16; i++) {
            norm.x[OFFSET + i] += 100;
        }
        double mean = 0;
        double squares = 0;
        for (int r = 0; r < 4096; r++) {
            mean += norm.x[OFFSET + r * 16] / 4096.0;
        }
        for (int r = 0; r < 4096; r++) {
            squares += Math.pow(norm.x[OFFSET + r * 16] - mean, 2) / 4096;
        }
        float[][] found = norm.statistics();
        assertThat((double) found[0][OFFSET]).isCloseTo(mean, within(1e-6));
        assertThat((double) found[1][OFFSET]).isCloseTo(squares, within(1e-5 * squares));
    }

    @Test
    void gradients() {
        for (int c : CHANNELS) {
            for (int n : new int[] {2, 65, 200, 2500}) {
                for (int f : new int[] {Activations.LINEAR, Activations.RELU, Activations.TANH}) {
                    gradients(new Case(n, c, 3), f);
                }
            }
        }
    }

    private static void gradients(Case norm, int activation) {
        int size = norm.n * norm.c;
        float[] y = random(6, size);
        double[] g = new double[size];
        double[] dgamma = new double[norm.c];
        double[] dbeta = new double[norm.c];
        double[] dx = new double[size];
        for (int i = 0; i < size; i++) {
            double v = y[OFFSET + i];
            double derivative = activation == Activations.TANH ? 1 - v * v : v > 0 ? 1 : slope(activation);
            g[i] = norm.dy[OFFSET + i] * derivative;
            dgamma[i % norm.c] += g[i] * norm.normal[i];
            dbeta[i % norm.c] += g[i];
        }
        for (int i = 0; i < size; i++) {
            int j = i % norm.c;
            double centred = g[i] - dbeta[j] / norm.n - norm.normal[i] * dgamma[j] / norm.n;
            dx[i] = norm.gamma[OFFSET + j] / norm.deviation(j) * centred;
        }
        String what = norm + " function " + activation;
        float[][] statistics = norm.statistics();
        float[] partial = output(2 * NormKernels.CHUNKS * norm.c);
        float[] given = Tensors.copy(norm.dy);
        sums(
                partial,
                activation == Activations.LINEAR ? Kernels.NONE : given,
                given,
                y,
                norm,
                statistics[0],
                activation);
        assertClose(what + " g", given, g, 1e-6);
        float[] dg = output(norm.c);
        float[] db = output(norm.c);
        float[] rows = norm.parameterGradients(dg, db, partial, statistics[0], statistics[1]);
        assertClose(what + " dgamma", dg, dgamma, 2e-5);
        assertClose(what + " dbeta", db, dbeta, 2e-5);
        float[] result = output(size);
        norm.inputGradient(result, given, norm.x, rows);
        assertClose(what + " dx", result, dx, 1e-4);
        norm.inputGradient(Kernels.NONE, given, norm.x, rows);
        float[] overX = Tensors.copy(norm.x);
        norm.inputGradient(overX, given, overX, rows);
        assertThat(Tensors.bits(overX)).as(what + " over x").isEqualTo(Tensors.bits(result));
        norm.inputGradient(given, given, norm.x, rows);
        assertThat(Tensors.bits(given)).as(what + " over g").isEqualTo(Tensors.bits(result));
    }

    private static void sums(
            float[] partial, float[] g, float[] dy, float[] y, Case norm, float[] mean, int activation) {
        NormKernels.gradientSums(
                partial,
                OFFSET,
                g,
                g.length == 0 ? 0 : OFFSET,
                dy,
                OFFSET,
                y,
                OFFSET,
                norm.x,
                OFFSET,
                mean,
                OFFSET,
                norm.n,
                norm.c,
                activation,
                0f,
                0,
                NormKernels.CHUNKS);
        Tensors.assertBorders(norm + " partial", partial);
    }

    /** Any sharing out of the chunks, in any order, gives the same bits. */
    @Test
    void chunksMayBeMadeApart() {
        for (int n : new int[] {1, 64, 65, 2047, 2500}) {
            int c = 21;
            Case norm = new Case(n, c, 1);
            float[] whole = output(3 * NormKernels.CHUNKS * c);
            float[] parts = output(3 * NormKernels.CHUNKS * c);
            NormKernels.moments(whole, OFFSET, norm.x, OFFSET, n, c, 0, NormKernels.CHUNKS);
            for (int to = NormKernels.CHUNKS; to > 0; to -= 1) {
                NormKernels.moments(parts, OFFSET, norm.x, OFFSET, n, c, to - 1, to);
            }
            assertThat(Tensors.bits(parts)).isEqualTo(Tensors.bits(whole));
            float[] mean = norm.statistics()[0];
            float[] y = random(6, n * c);
            float[] g = output(n * c);
            sums(whole, g, norm.dy, y, norm, mean, Activations.RELU);
            float[] apart = output(n * c);
            for (int to = NormKernels.CHUNKS; to > 0; to -= 4) {
                NormKernels.gradientSums(
                        parts,
                        OFFSET,
                        apart,
                        OFFSET,
                        norm.dy,
                        OFFSET,
                        y,
                        OFFSET,
                        norm.x,
                        OFFSET,
                        mean,
                        OFFSET,
                        n,
                        c,
                        Activations.RELU,
                        0f,
                        to - 4,
                        to);
            }
            assertThat(Tensors.bits(parts)).isEqualTo(Tensors.bits(whole));
            assertThat(Tensors.bits(apart)).isEqualTo(Tensors.bits(g));
        }
    }

    /** Where a call begins and ends changes no bit, so that threads may share the rows. */
    @Test
    void rowsMayBeMadeApart() {
        for (int c : CHANNELS) {
            int n = 37;
            Case norm = new Case(n, c, 1);
            float[][] found = norm.statistics();
            float[] residual = random(5, n * c);
            float[] whole = output(n * c);
            float[] rows = new float[5 * NormKernels.rowWidth(c)];
            norm.normalize(whole, norm.x, found[0], found[1], residual, Activations.RELU);
            NormRows.ofGradient(
                    rows,
                    0,
                    found[0],
                    OFFSET,
                    found[1],
                    OFFSET,
                    found[0],
                    OFFSET,
                    found[1],
                    OFFSET,
                    norm.gamma,
                    OFFSET,
                    Kernels.NONE,
                    0,
                    n,
                    c,
                    0.1f);
            float[] gradient = output(n * c);
            NormKernels.inputGradient(gradient, OFFSET, norm.dy, OFFSET, norm.x, OFFSET, rows, 0, n, c);
            float[] parts = output(n * c);
            float[] gradientParts = output(n * c);
            for (int r = 0; r < n; r += 5) {
                int at = OFFSET + r * c;
                int count = Math.min(5, n - r);
                NormKernels.normalize(
                        parts,
                        at,
                        norm.x,
                        at,
                        norm.gamma,
                        OFFSET,
                        norm.beta,
                        OFFSET,
                        found[0],
                        OFFSET,
                        found[1],
                        OFFSET,
                        residual,
                        at,
                        new float[NormKernels.scratch(c)],
                        0,
                        count,
                        c,
                        (float) EPSILON,
                        Activations.RELU,
                        0f);
                NormKernels.inputGradient(gradientParts, at, norm.dy, at, norm.x, at, rows, 0, count, c);
            }
            assertThat(Tensors.bits(parts)).as("normal").isEqualTo(Tensors.bits(whole));
            assertThat(Tensors.bits(gradientParts)).as("gradient").isEqualTo(Tensors.bits(gradient));
        }
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
        NormKernels.normalize(
                y,
                OFFSET,
                x,
                OFFSET,
                Kernels.NONE,
                0,
                Kernels.NONE,
                0,
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
                (float) EPSILON,
                Activations.LINEAR,
                0f);
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
