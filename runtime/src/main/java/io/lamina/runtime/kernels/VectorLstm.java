package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link PlainLstm} on vectors. Functions have loops of their own, so that none is too long for C2 to inline. */
final class VectorLstm {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorLstm() {}

    static void step(float[] g, int go, float[] x, int xo, float[] c, int co, float[] h, int ho, int u) {
        VectorActivation.forward(g, go, x, xo, 2 * u, Activations.SIGMOID, 0f);
        VectorActivation.forward(g, go + 2 * u, x, xo + 2 * u, u, Activations.TANH, 0f);
        VectorActivation.forward(g, go + 3 * u, x, xo + 3 * u, u, Activations.SIGMOID, 0f);
        cells(c, co, g, go, c, co, u);
        VectorActivation.forward(h, ho, c, co, u, Activations.TANH, 0f);
        ArithmeticKernels.multiply(h, ho, h, ho, g, go + 3 * u, u);
    }

    /** {@code c = forget * before + input * candidate}. */
    private static void cells(float[] c, int co, float[] g, int go, float[] before, int bo, int u) {
        int whole = u - u % L;
        for (int j = 0; j < whole; j += L) {
            FloatVector kept = FloatVector.fromArray(S, before, bo + j).mul(FloatVector.fromArray(S, g, go + u + j));
            FloatVector.fromArray(S, g, go + j)
                    .fma(FloatVector.fromArray(S, g, go + 2 * u + j), kept)
                    .intoArray(c, co + j);
        }
        for (int j = whole; j < u; j++) {
            c[co + j] = Math.fma(g[go + j], g[go + 2 * u + j], before[bo + j] * g[go + u + j]);
        }
    }

    static void tanhs(float[] t, int to, float[] g, int go, float[] before, int bo, int u) {
        cells(t, to, g, go, before, bo, u);
        VectorActivation.forward(t, to, t, to, u, Activations.TANH, 0f);
    }

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
            int u) {
        int whole = u - u % L;
        for (int j = 0; j < whole; j += L) {
            FloatVector one = FloatVector.broadcast(S, 1f);
            FloatVector input = FloatVector.fromArray(S, g, go + j);
            FloatVector forget = FloatVector.fromArray(S, g, go + u + j);
            FloatVector candidate = FloatVector.fromArray(S, g, go + 2 * u + j);
            FloatVector output = FloatVector.fromArray(S, g, go + 3 * u + j);
            FloatVector tanh = FloatVector.fromArray(S, t, to + j);
            FloatVector d = FloatVector.fromArray(S, dh, dho + j);
            FloatVector slope = tanh.neg().fma(tanh, one);
            FloatVector cell = slope.mul(d.mul(output)).add(FloatVector.fromArray(S, dc, dco + j));
            slope = input.mul(one.sub(input));
            slope.mul(cell.mul(candidate)).intoArray(dg, dgo + j);
            slope = forget.mul(one.sub(forget));
            slope.mul(cell.mul(FloatVector.fromArray(S, before, bo + j))).intoArray(dg, dgo + u + j);
            slope = candidate.neg().fma(candidate, one);
            slope.mul(cell.mul(input)).intoArray(dg, dgo + 2 * u + j);
            slope = output.mul(one.sub(output));
            slope.mul(d.mul(tanh)).intoArray(dg, dgo + 3 * u + j);
            cell.mul(forget).intoArray(dc, dco + j);
        }
        PlainLstm.backward(dg, dgo, dc, dco, dh, dho, g, go, before, bo, t, to, u, whole);
    }
}
