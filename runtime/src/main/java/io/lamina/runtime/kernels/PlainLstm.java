package io.lamina.runtime.kernels;

/** One step of {@link LstmKernels} for one row, for the units in a range: {@code g} holds input, forget, candidate and output gate. */
final class PlainLstm {
    private PlainLstm() {}

    /** From the gates' sums {@code g} to the gates in their place, {@code c} and {@code h}. */
    static void step(float[] g, int go, float[] c, int co, float[] h, int ho, int u) {
        for (int j = 0; j < u; j++) {
            float input = PlainMath.sigmoid(g[go + j]);
            float forget = PlainMath.sigmoid(g[go + u + j]);
            float candidate = PlainMath.tanh(g[go + 2 * u + j]);
            float output = PlainMath.sigmoid(g[go + 3 * u + j]);
            float cell = forget * c[co + j] + input * candidate;
            g[go + j] = input;
            g[go + u + j] = forget;
            g[go + 2 * u + j] = candidate;
            g[go + 3 * u + j] = output;
            c[co + j] = cell;
            h[ho + j] = output * PlainMath.tanh(cell);
        }
    }

    /** {@code t = tanh} of the cell that the gates make of the one before. */
    static void tanhs(float[] t, int to, float[] g, int go, float[] before, int bo, int u) {
        for (int j = 0; j < u; j++) {
            t[to + j] = PlainMath.tanh(g[go + u + j] * before[bo + j] + g[go + j] * g[go + 2 * u + j]);
        }
    }

    /**
     * From the gradients by {@code h} and {@code c} to those by the gates' sums, {@code dg}, which may lie over the gates, and by
     * the cell before, in {@code dc}.
     */
    static void backward(
            float[] dg,
            int dgo,
            float[] dc,
            int dco,
            float[] dh,
            int dho,
            float[] g,
            int go,
            float[] before,
            int bo,
            float[] t,
            int to,
            int u,
            int from) {
        for (int j = from; j < u; j++) {
            float input = g[go + j];
            float forget = g[go + u + j];
            float candidate = g[go + 2 * u + j];
            float output = g[go + 3 * u + j];
            float tanh = t[to + j];
            float d = dh[dho + j];
            float cell = dc[dco + j] + d * output * (1f - tanh * tanh);
            dg[dgo + j] = cell * candidate * (input * (1f - input));
            dg[dgo + u + j] = cell * before[bo + j] * (forget * (1f - forget));
            dg[dgo + 2 * u + j] = cell * input * (1f - candidate * candidate);
            dg[dgo + 3 * u + j] = d * tanh * (output * (1f - output));
            dc[dco + j] = cell * forget;
        }
    }
}
