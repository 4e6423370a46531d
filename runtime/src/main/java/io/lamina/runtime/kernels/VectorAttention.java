package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link PlainAttention} on vectors; rows are whole vectors long. */
final class VectorAttention {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorAttention() {}

    static void exponentials(float[] x, int xo, int n, float scale, float shift) {
        VectorMath.expOrNothing(x, xo, x, xo, n, scale, -shift);
    }

    static void gradient(float[] d, int dO, float[] p, int po, int n, float delta, float scale) {
        for (int j = 0; j < n; j += L) {
            FloatVector v = FloatVector.fromArray(S, d, dO + j).sub(delta);
            v.mul(FloatVector.fromArray(S, p, po + j)).mul(scale).intoArray(d, dO + j);
        }
    }
}
