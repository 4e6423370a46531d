package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * GELU's approximation by tanh, in one loop: {@code (1 + tanh(u)) / 2} is {@code 1 / (1 + exp(-2u))}, so with {@code e = exp(-2u)} the function is {@code x
 * / (1 + e)}.
 */
final class VectorGelu {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    /** {@code -2u = x * (SLOPE + CUBIC * x^2)}. */
    private static final float SLOPE = -2f * PlainActivation.GELU_SLOPE;

    private static final float CUBIC = -2f * PlainActivation.GELU_CUBIC;

    /** Below it e is infinite and the function 0. */
    private static final float LOW = -10.06f;
    /** Above it e is next to nothing. */
    private static final float HIGH = PlainActivation.GELU_FAR;

    private VectorGelu() {}

    static void forward(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector rounder = VectorMath.ROUNDER.reinterpretAsFloats();
            FloatVector one = VectorMath.ONE.reinterpretAsFloats();
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector near = v.blend(LOW, v.compare(VectorOperators.LT, LOW));
            near = near.blend(HIGH, v.compare(VectorOperators.GT, HIGH));
            FloatVector argument = near.mul(near)
                    .fma(FloatVector.broadcast(S, CUBIC), FloatVector.broadcast(S, SLOPE))
                    .mul(near);
            FloatVector rounded = argument.fma(VectorMath.LOG2_E.reinterpretAsFloats(), rounder);
            FloatVector whole = rounded.sub(rounder);
            FloatVector r = whole.fma(
                    VectorMath.MINUS_LN2_LOW.reinterpretAsFloats(),
                    whole.fma(VectorMath.MINUS_LN2_HIGH.reinterpretAsFloats(), argument));
            FloatVector rr = r.mul(r);
            FloatVector p = VectorMath.E7
                    .reinterpretAsFloats()
                    .fma(r, VectorMath.E6.reinterpretAsFloats())
                    .fma(rr, VectorMath.E5.reinterpretAsFloats().fma(r, VectorMath.E4.reinterpretAsFloats()))
                    .fma(rr, VectorMath.E3.reinterpretAsFloats().fma(r, VectorMath.E2.reinterpretAsFloats()));
            p = p.fma(rr, r).add(one);
            IntVector power = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector e = p.mul(power.add(VectorMath.ONE_BITS).reinterpretAsFloats());
            v.div(e.add(one)).intoArray(y, yo + i);
        }
    }

    /** {@code dx = dy * s * (1 + x * 2u' * e * s)} with {@code s = 1 / (1 + e)}. */
    static void backward(float[] dx, int dxo, float[] dy, int dyo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector rounder = VectorMath.ROUNDER.reinterpretAsFloats();
            FloatVector one = VectorMath.ONE.reinterpretAsFloats();
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector near = v.blend(-HIGH, v.compare(VectorOperators.LT, -HIGH));
            near = near.blend(HIGH, v.compare(VectorOperators.GT, HIGH));
            FloatVector square = near.mul(near);
            FloatVector argument = square.fma(FloatVector.broadcast(S, CUBIC), FloatVector.broadcast(S, SLOPE))
                    .mul(near);
            FloatVector rounded = argument.fma(VectorMath.LOG2_E.reinterpretAsFloats(), rounder);
            FloatVector whole = rounded.sub(rounder);
            FloatVector r = whole.fma(
                    VectorMath.MINUS_LN2_LOW.reinterpretAsFloats(),
                    whole.fma(VectorMath.MINUS_LN2_HIGH.reinterpretAsFloats(), argument));
            FloatVector rr = r.mul(r);
            FloatVector p = VectorMath.E7
                    .reinterpretAsFloats()
                    .fma(r, VectorMath.E6.reinterpretAsFloats())
                    .fma(rr, VectorMath.E5.reinterpretAsFloats().fma(r, VectorMath.E4.reinterpretAsFloats()))
                    .fma(rr, VectorMath.E3.reinterpretAsFloats().fma(r, VectorMath.E2.reinterpretAsFloats()));
            p = p.fma(rr, r).add(one);
            IntVector power = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector e = p.mul(power.add(VectorMath.ONE_BITS).reinterpretAsFloats());
            FloatVector sigmoid = one.div(e.add(one));
            FloatVector inner = square.fma(FloatVector.broadcast(S, -3f * CUBIC), FloatVector.broadcast(S, -SLOPE));
            inner.mul(near)
                    .mul(e.mul(sigmoid))
                    .fma(sigmoid, sigmoid)
                    .mul(FloatVector.fromArray(S, dy, dyo + i))
                    .intoArray(dx, dxo + i);
        }
    }
}
