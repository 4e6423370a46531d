package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link PlainGru} on vectors. Functions have loops of their own, so that none is too long for C2 to inline. */
final class VectorGru {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorGru() {}

    static void step(float[] g, int go, int ro, int zo, float[] q, int qo, float[] h, int ho, int u) {
        int candidate = go + 2 * u;
        VectorActivation.forward(g, go, g, go, 2 * u, Activations.SIGMOID, 0f);
        addProduct(g, candidate, g, go + ro, q, qo, u);
        VectorActivation.forward(g, candidate, g, candidate, u, Activations.TANH, 0f);
        mix(h, ho, g, go + zo, g, candidate, u);
    }

    /** {@code y += a * b}. */
    private static void addProduct(float[] y, int yo, float[] a, int ao, float[] b, int bo, int u) {
        int whole = u - u % L;
        for (int j = 0; j < whole; j += L) {
            FloatVector.fromArray(S, a, ao + j)
                    .fma(FloatVector.fromArray(S, b, bo + j), FloatVector.fromArray(S, y, yo + j))
                    .intoArray(y, yo + j);
        }
        for (int j = whole; j < u; j++) {
            y[yo + j] = Math.fma(a[ao + j], b[bo + j], y[yo + j]);
        }
    }

    /** {@code h = (1 - z) * candidate + z * h}. */
    private static void mix(float[] h, int ho, float[] z, int zo, float[] candidate, int co, int u) {
        int whole = u - u % L;
        for (int j = 0; j < whole; j += L) {
            FloatVector update = FloatVector.fromArray(S, z, zo + j);
            FloatVector fresh =
                    FloatVector.broadcast(S, 1f).sub(update).mul(FloatVector.fromArray(S, candidate, co + j));
            update.fma(FloatVector.fromArray(S, h, ho + j), fresh).intoArray(h, ho + j);
        }
        for (int j = whole; j < u; j++) {
            h[ho + j] = Math.fma(z[zo + j], h[ho + j], (1f - z[zo + j]) * candidate[co + j]);
        }
    }

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
            int u) {
        int whole = u - u % L;
        for (int j = 0; j < whole; j += L) {
            FloatVector one = FloatVector.broadcast(S, 1f);
            FloatVector reset = FloatVector.fromArray(S, g, go + ro + j);
            FloatVector update = FloatVector.fromArray(S, g, go + zo + j);
            FloatVector candidate = FloatVector.fromArray(S, g, go + 2 * u + j);
            FloatVector d = FloatVector.fromArray(S, dh, dho + j);
            FloatVector passed = FloatVector.fromArray(S, before, bo + j).sub(candidate);
            FloatVector dUpdate = update.mul(one.sub(update)).mul(d.mul(passed));
            FloatVector dCandidate =
                    candidate.neg().fma(candidate, one).mul(one.sub(update).mul(d));
            FloatVector dReset = reset.mul(one.sub(reset)).mul(dCandidate.mul(FloatVector.fromArray(S, q, qo + j)));
            dReset.intoArray(dx, dxo + ro + j);
            dUpdate.intoArray(dx, dxo + zo + j);
            dCandidate.intoArray(dx, dxo + 2 * u + j);
            dReset.intoArray(dr, dro + ro + j);
            dUpdate.intoArray(dr, dro + zo + j);
            dCandidate.mul(reset).intoArray(dr, dro + 2 * u + j);
            d.mul(update).intoArray(dh, dho + j);
        }
        PlainGru.backward(dx, dxo, dr, dro, dh, dho, g, go, ro, zo, q, qo, before, bo, u, whole);
    }
}
