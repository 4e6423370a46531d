package io.lamina.runtime.kernels;

/**
 * One step of {@link GruKernels} for one row, for the units from {@code from} on. Reset and update gate stand {@code ro} and
 * {@code zo} behind the beginning of {@code g}, the candidate behind both.
 */
final class PlainGru {
    private PlainGru() {}

    /** From the sums, {@code g}, and the recurrent part of the candidate's, {@code q}, to the gates and {@code h}. */
    static void step(float[] g, int go, int ro, int zo, float[] q, int qo, float[] h, int ho, int u) {
        for (int j = 0; j < u; j++) {
            float reset = PlainMath.sigmoid(g[go + ro + j]);
            float update = PlainMath.sigmoid(g[go + zo + j]);
            float candidate = PlainMath.tanh(g[go + 2 * u + j] + reset * q[qo + j]);
            g[go + ro + j] = reset;
            g[go + zo + j] = update;
            g[go + 2 * u + j] = candidate;
            h[ho + j] = (1f - update) * candidate + update * h[ho + j];
        }
    }

    /**
     * From the gradient by {@code h} to those by what the sums start from, {@code dx}, which may lie over the gates, by the
     * recurrent product, {@code dr}, and what goes by to the state before, in {@code dh}.
     */
    static void backward(
            float[] dx,
            int dxo,
            float[] dr,
            int dro,
            float[] dh,
            int dho,
            float[] g,
            int go,
            int ro,
            int zo,
            float[] q,
            int qo,
            float[] before,
            int bo,
            int u,
            int from) {
        for (int j = from; j < u; j++) {
            float reset = g[go + ro + j];
            float update = g[go + zo + j];
            float candidate = g[go + 2 * u + j];
            float d = dh[dho + j];
            float dUpdate = d * (before[bo + j] - candidate) * (update * (1f - update));
            float dCandidate = d * (1f - update) * (1f - candidate * candidate);
            float dReset = dCandidate * q[qo + j] * (reset * (1f - reset));
            dx[dxo + ro + j] = dReset;
            dx[dxo + zo + j] = dUpdate;
            dx[dxo + 2 * u + j] = dCandidate;
            dr[dro + ro + j] = dReset;
            dr[dro + zo + j] = dUpdate;
            dr[dro + 2 * u + j] = dCandidate * reset;
            dh[dho + j] = d * update;
        }
    }
}
