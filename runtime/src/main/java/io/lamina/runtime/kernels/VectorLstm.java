package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link PlainLstm} on vectors. Functions have loops of their own, so that none is too long for C2 to inline. */
final class VectorLstm {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorLstm() {}

    /** From the gates' sums {@code g[rows, 4 u]} to the gates in their place, {@code c[rows, u]} and {@code h[rows, u]}. */
    static void steps(float[] g, int go, float[] c, int co, float[] h, int ho, int rows, int u) {
        int width = 4 * u;
        VectorActivation.forward(g, go, g, go, 2 * u, Activations.SIGMOID, 0f);
        for (int r = 0; r < rows; r++) {
            int at = go + r * width;
            VectorActivation.forward(g, at + 2 * u, g, at + 2 * u, u, Activations.TANH, 0f);
            // Behind a row's output gates stand the next one's input and forget gates.
            int sigmoids = r < rows - 1 ? 3 * u : u;
            VectorActivation.forward(g, at + 3 * u, g, at + 3 * u, sigmoids, Activations.SIGMOID, 0f);
            cells(c, co + r * u, g, at, c, co + r * u, u);
        }
        VectorActivation.forward(h, ho, c, co, rows * u, Activations.TANH, 0f);
        for (int r = 0; r < rows; r++) {
            ArithmeticKernels.multiply(h, ho + r * u, h, ho + r * u, g, go + r * width + 3 * u, u);
        }
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
