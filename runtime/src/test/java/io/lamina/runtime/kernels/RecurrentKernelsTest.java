package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static io.lamina.runtime.kernels.Tensors.assertClose;
import static io.lamina.runtime.kernels.Tensors.bits;
import static io.lamina.runtime.kernels.Tensors.output;
import static io.lamina.runtime.kernels.Tensors.random;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Recurrences step by step against loops in double, on odd numbers of rows, steps and units; results alone and kept apart. */
class RecurrentKernelsTest {
    private static final int[] ROWS = {1, 2, 5, 13};
    private static final int[] STEPS = {1, 4};
    private static final int[] UNITS = {1, 5, 13, 16, 33, 64};

    private interface Case {
        void run(int n, int t, int u, boolean reverse);
    }

    private static void forEach(Case test) {
        for (int n : ROWS) {
            for (int t : STEPS) {
                for (int u : UNITS) {
                    test.run(n, t, u, false);
                    test.run(n, t, u, true);
                }
            }
        }
    }

    /** From no step to one more than there are. */
    private static int[] lengths(int n, int t) {
        int[] lengths = new int[OFFSET + n];
        for (int r = 0; r < n; r++) {
            lengths[OFFSET + r] = (r * 2 + t) % (t + 2);
        }
        return lengths;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static float[] scaled(long seed, int n, int u) {
        float[] values = random(seed, n);
        for (int i = 0; i < values.length; i++) {
            values[i] /= (float) Math.sqrt(u);
        }
        return values;
    }

    private static double[] doubles(float[] values, int n) {
        double[] result = new double[n];
        for (int i = 0; i < n; i++) {
            result[i] = values[OFFSET + i];
        }
        return result;
    }

    @Test
    void lstm() {
        forEach((n, t, u, reverse) -> {
            String what = "lstm " + n + " x " + t + " x " + u + (reverse ? " reverse" : "");
            float[] x = random(1, n * t * 4 * u);
            float[] w = scaled(2, 4 * u * u, u);
            float[] h0 = random(3, n * u);
            float[] c0 = random(4, n * u);
            int[] lengths = lengths(n, t);
            double[] h = doubles(h0, n * u);
            double[] c = doubles(c0, n * u);
            double[] y = new double[n * t * u];
            for (int r = 0; r < n; r++) {
                for (int s = 0; s < t; s++) {
                    int step = reverse ? t - 1 - s : s;
                    if (step >= lengths[OFFSET + r]) {
                        continue;
                    }
                    double[] sums = new double[4 * u];
                    for (int k = 0; k < 4 * u; k++) {
                        sums[k] = x[OFFSET + (r * t + step) * 4 * u + k];
                        for (int j = 0; j < u; j++) {
                            sums[k] += h[r * u + j] * w[OFFSET + j * 4 * u + k];
                        }
                    }
                    for (int j = 0; j < u; j++) {
                        int i = r * u + j;
                        c[i] = sigmoid(sums[u + j]) * c[i] + sigmoid(sums[j]) * Math.tanh(sums[2 * u + j]);
                        h[i] = sigmoid(sums[3 * u + j]) * Math.tanh(c[i]);
                        y[(r * t + step) * u + j] = h[i];
                    }
                }
            }
            float[] sequence = output(n * t * u);
            float[] state = output(n * u);
            float[] cell = output(n * u);
            float[] gates = output(n * t * 4 * u);
            float[] scratch = new float[LstmKernels.scratch(u)];
            Arrays.fill(scratch, Float.NaN);
            LstmKernels.forward(
                    sequence,
                    OFFSET,
                    state,
                    OFFSET,
                    cell,
                    OFFSET,
                    gates,
                    OFFSET,
                    output(n * t * u),
                    OFFSET,
                    output(n * t * u),
                    OFFSET,
                    x,
                    OFFSET,
                    w,
                    OFFSET,
                    h0,
                    OFFSET,
                    c0,
                    OFFSET,
                    lengths,
                    OFFSET,
                    scratch,
                    0,
                    n,
                    t,
                    u,
                    reverse);
            assertClose(what, sequence, y, 4e-6);
            assertClose(what + " state", state, h, 4e-6);
            assertClose(what + " cell", cell, c, 4e-6);
            Tensors.assertBorders(what, gates);

            float[] lastOnly = output(n * u);
            float[] over = Arrays.copyOf(x, x.length);
            LstmKernels.forward(
                    Kernels.NONE,
                    0,
                    lastOnly,
                    OFFSET,
                    output(n * u),
                    OFFSET,
                    over,
                    OFFSET,
                    Kernels.NONE,
                    0,
                    Kernels.NONE,
                    0,
                    over,
                    OFFSET,
                    w,
                    OFFSET,
                    h0,
                    OFFSET,
                    c0,
                    OFFSET,
                    lengths,
                    OFFSET,
                    scratch,
                    0,
                    n,
                    t,
                    u,
                    reverse);
            assertThat(bits(lastOnly)).as(what + " in place").isEqualTo(bits(state));
        });
    }

    @Test
    void gru() {
        forEach((n, t, u, reverse) -> {
            for (boolean updateFirst : new boolean[] {false, true}) {
                String what = "gru " + n + " x " + t + " x " + u + " " + reverse + updateFirst;
                float[] x = random(1, n * t * 3 * u);
                float[] w = scaled(2, 3 * u * u, u);
                float[] b = random(3, 3 * u);
                float[] h0 = random(4, n * u);
                int[] lengths = lengths(n, t);
                double[] h = doubles(h0, n * u);
                double[] y = new double[n * t * u];
                int reset = updateFirst ? u : 0;
                for (int r = 0; r < n; r++) {
                    for (int s = 0; s < t; s++) {
                        int step = reverse ? t - 1 - s : s;
                        if (step >= lengths[OFFSET + r]) {
                            continue;
                        }
                        double[] sums = new double[3 * u];
                        for (int k = 0; k < 3 * u; k++) {
                            sums[k] = b[OFFSET + k];
                            for (int j = 0; j < u; j++) {
                                sums[k] += h[r * u + j] * w[OFFSET + j * 3 * u + k];
                            }
                        }
                        for (int j = 0; j < u; j++) {
                            int at = OFFSET + (r * t + step) * 3 * u + j;
                            double opened = sigmoid(x[at + reset] + sums[reset + j]);
                            double kept = sigmoid(x[at + u - reset] + sums[u - reset + j]);
                            double candidate = Math.tanh(x[at + 2 * u] + opened * sums[2 * u + j]);
                            h[r * u + j] = (1 - kept) * candidate + kept * h[r * u + j];
                            y[(r * t + step) * u + j] = h[r * u + j];
                        }
                    }
                }
                float[] sequence = output(n * t * u);
                float[] state = output(n * u);
                float[] scratch = new float[GruKernels.scratch(u)];
                Arrays.fill(scratch, Float.NaN);
                GruKernels.forward(
                        sequence,
                        OFFSET,
                        state,
                        OFFSET,
                        output(n * t * 3 * u),
                        OFFSET,
                        output(n * u),
                        OFFSET,
                        output(n * t * u),
                        OFFSET,
                        output(n * t * u),
                        OFFSET,
                        x,
                        OFFSET,
                        w,
                        OFFSET,
                        b,
                        OFFSET,
                        h0,
                        OFFSET,
                        lengths,
                        OFFSET,
                        scratch,
                        0,
                        n,
                        t,
                        u,
                        reverse,
                        updateFirst);
                assertClose(what, sequence, y, 4e-6);
                assertClose(what + " state", state, h, 4e-6);

                float[] lastOnly = output(n * u);
                float[] over = Arrays.copyOf(x, x.length);
                GruKernels.forward(
                        Kernels.NONE,
                        0,
                        lastOnly,
                        OFFSET,
                        over,
                        OFFSET,
                        output(n * u),
                        OFFSET,
                        Kernels.NONE,
                        0,
                        Kernels.NONE,
                        0,
                        over,
                        OFFSET,
                        w,
                        OFFSET,
                        b,
                        OFFSET,
                        h0,
                        OFFSET,
                        lengths,
                        OFFSET,
                        scratch,
                        0,
                        n,
                        t,
                        u,
                        reverse,
                        updateFirst);
                assertThat(bits(lastOnly)).as(what + " in place").isEqualTo(bits(state));
            }
        });
    }

    /** A sample alone has the bits that it has in a batch: threads may cut the rows anywhere. */
    @Test
    void rowsDoNotDependOnEachOther() {
        for (int u : UNITS) {
            int n = 13;
            int t = 5;
            float[] x = random(1, n * t * 4 * u);
            float[] w = scaled(2, 4 * u * u, u);
            float[] scratch = new float[Math.max(LstmKernels.scratch(u), LstmKernels.gradientScratch(u))];
            float[] y = new float[n * t * u];
            float[] h = new float[n * u];
            float[] c = new float[n * u];
            float[] g = new float[n * t * 4 * u];
            float[] cs = new float[n * t * u];
            float[] dy = random(3, n * t * u);
            float[] dx = new float[n * t * 4 * u];
            float[] dh = new float[n * u];
            float[] dc = new float[n * u];
            float[][] whole = {y, h, c, g, cs, dx, dh, dc};
            both(whole, x, w, dy, scratch, 0, n, t, u);
            float[][] parts =
                    Arrays.stream(whole).map(array -> new float[array.length]).toArray(float[][]::new);
            for (int[] part : new int[][] {{0, 1}, {1, 2}, {3, 6}, {9, 4}}) {
                both(parts, x, w, dy, scratch, part[0], part[1], t, u);
            }
            for (int i = 0; i < whole.length; i++) {
                assertThat(bits(parts[i]))
                        .as("tensor " + i + " of " + u + " units")
                        .isEqualTo(bits(whole[i]));
            }
        }
    }

    private static void both(
            float[][] a, float[] x, float[] w, float[] dy, float[] scratch, int first, int n, int t, int u) {
        int row = first * u;
        int step = first * t * u;
        LstmKernels.forward(
                a[0],
                step,
                a[1],
                row,
                a[2],
                row,
                a[3],
                4 * step,
                Kernels.NONE,
                0,
                a[4],
                step,
                x,
                OFFSET + 4 * step,
                w,
                OFFSET,
                Kernels.NONE,
                0,
                Kernels.NONE,
                0,
                Kernels.NO_INTS,
                0,
                scratch,
                0,
                n,
                t,
                u,
                false);
        LstmKernels.backward(
                a[5],
                4 * step,
                a[6],
                row,
                a[7],
                row,
                a[3],
                4 * step,
                a[4],
                step,
                w,
                OFFSET,
                dy,
                OFFSET + step,
                Kernels.NONE,
                0,
                Kernels.NONE,
                0,
                Kernels.NO_INTS,
                0,
                scratch,
                0,
                n,
                t,
                u,
                false);
    }

    /** What stands past a row's length changes no result and no gradient, be it NaN. */
    @Test
    void paddingDoesNotLeak() {
        int n = 3;
        int t = 6;
        int u = 17;
        int[] lengths = {4, 6, 0};
        float[] w = scaled(2, u * u, u);
        float[] x = Arrays.copyOfRange(random(1, n * t * u), OFFSET, OFFSET + n * t * u);
        float[] dy = Arrays.copyOfRange(random(3, n * t * u), OFFSET, OFFSET + n * t * u);
        float[] scratch = new float[RnnKernels.scratch(u)];
        for (boolean reverse : new boolean[] {false, true}) {
            float[][] clean = rnn(x, dy, w, lengths, scratch, n, t, u, reverse);
            float[] dirtyX = x.clone();
            float[] dirtyDy = dy.clone();
            for (int r = 0; r < n; r++) {
                Arrays.fill(dirtyX, (r * t + lengths[r]) * u, (r + 1) * t * u, Float.NaN);
                Arrays.fill(dirtyDy, (r * t + lengths[r]) * u, (r + 1) * t * u, Float.NaN);
            }
            float[][] dirty = rnn(dirtyX, dirtyDy, w, lengths, scratch, n, t, u, reverse);
            for (int i = 0; i < clean.length; i++) {
                assertThat(bits(dirty[i])).as("tensor " + i).isEqualTo(bits(clean[i]));
            }
        }
    }

    private static float[][] rnn(
            float[] x, float[] dy, float[] w, int[] lengths, float[] scratch, int n, int t, int u, boolean reverse) {
        float[] y = new float[n * t * u];
        float[] h = new float[n * u];
        float[] g = new float[n * t * u];
        float[] hs = new float[n * t * u];
        RnnKernels.forward(
                y,
                0,
                h,
                0,
                g,
                0,
                hs,
                0,
                x,
                0,
                w,
                OFFSET,
                Kernels.NONE,
                0,
                lengths,
                0,
                scratch,
                0,
                n,
                t,
                u,
                reverse,
                Activations.TANH);
        float[] dx = new float[n * t * u];
        float[] dh = new float[n * u];
        RnnKernels.backward(
                dx,
                0,
                dh,
                0,
                g,
                0,
                w,
                OFFSET,
                dy,
                0,
                Kernels.NONE,
                0,
                lengths,
                0,
                scratch,
                0,
                n,
                t,
                u,
                reverse,
                Activations.TANH);
        return new float[][] {y, h, g, hs, dx, dh};
    }
}
