package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link PlainMath} on arrays, in vectors and with fused multiply-adds: the same reductions and polynomials, from exact
 * operations alone. ({@code lanewise(EXP)} and its like are not used: the JIT's stub and its fallback round differently.)
 *
 * <p>Each function is one loop with all its operations in it, and counts {@code n} are multiples of the lanes. A function of a
 * vector would be shorter to use, but C2 inlines a method of ours only if profile, sizes and the order in which it compiles
 * things suit it, and a vector that crosses a call that stayed a call is an object. So no method of the runtime takes or returns
 * one.
 */
final class VectorMath {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    // Constants are vectors made once. No sum in a loop may start from one: C2 would box it.
    /** The bits of 1: adding {@code n << 23} gives 2^n. */
    static final IntVector ONE_BITS = constant(127 << 23);

    private static final IntVector SIGN = constant(0x80000000);
    private static final IntVector MANTISSA = constant(0x007FFFFF);
    static final IntVector ROUNDER_BITS = constant(PlainMath.ROUNDER_BITS);
    private static final IntVector SQRT_HALF_BITS = constant(PlainMath.SQRT_HALF_BITS);

    static final FloatVector ZERO = constant(0f);
    static final FloatVector ONE = constant(1f);
    static final FloatVector TWO = constant(2f);
    static final FloatVector HALF = constant(0.5f);
    private static final FloatVector Q = constant(PlainMath.Q);
    private static final FloatVector Q0 = constant(PlainMath.Q0);
    private static final FloatVector Q1 = constant(PlainMath.Q1);
    private static final FloatVector Q2 = constant(PlainMath.Q2);
    private static final FloatVector Q3 = constant(PlainMath.Q3);
    private static final FloatVector Q4 = constant(PlainMath.Q4);
    private static final FloatVector Q5 = constant(PlainMath.Q5);
    private static final FloatVector Q6 = constant(PlainMath.Q6);
    private static final FloatVector Q7 = constant(PlainMath.Q7);
    private static final FloatVector Q8 = constant(PlainMath.Q8);
    static final FloatVector E2 = constant(PlainMath.E2);
    static final FloatVector E3 = constant(PlainMath.E3);
    static final FloatVector E4 = constant(PlainMath.E4);
    static final FloatVector E5 = constant(PlainMath.E5);
    static final FloatVector E6 = constant(PlainMath.E6);
    static final FloatVector E7 = constant(PlainMath.E7);
    private static final FloatVector EXPM1_LOW = constant(PlainMath.EXPM1_LOW);
    private static final FloatVector EXP_HIGH = constant(PlainMath.EXP_HIGH);
    private static final FloatVector EXP_LOW = constant(PlainMath.EXP_LOW);
    private static final FloatVector L11 = constant(PlainMath.L11);
    private static final FloatVector L13 = constant(PlainMath.L13);
    private static final FloatVector L15 = constant(PlainMath.L15);
    private static final FloatVector L3 = constant(PlainMath.L3);
    private static final FloatVector L5 = constant(PlainMath.L5);
    private static final FloatVector L7 = constant(PlainMath.L7);
    private static final FloatVector L9 = constant(PlainMath.L9);
    private static final FloatVector LN2_HIGH = constant(PlainMath.LN2_HIGH);
    private static final FloatVector LN2_LOW = constant(PlainMath.LN2_LOW);
    static final FloatVector LOG2_E = constant(PlainMath.LOG2_E);
    static final FloatVector MINUS_LN2_HIGH = constant(-PlainMath.LN2_HIGH);
    static final FloatVector MINUS_LN2_LOW = constant(-PlainMath.LN2_LOW);
    private static final FloatVector SMALLEST_NORMAL = constant(Float.MIN_NORMAL);
    private static final FloatVector SUBNORMAL_SCALE = constant(8388608f);
    private static final FloatVector SUBNORMAL_EXPONENT = constant(23f);
    private static final FloatVector NAN = constant(Float.NaN);
    private static final FloatVector INFINITY = constant(Float.POSITIVE_INFINITY);
    private static final FloatVector MINUS_INFINITY = constant(Float.NEGATIVE_INFINITY);
    static final FloatVector ROUNDER = constant(PlainMath.ROUNDER);
    private static final FloatVector TANH_HIGH = constant(PlainMath.TANH_HIGH);

    private VectorMath() {}

    /** {@code y = exp(x * factor + shift)}. In place allowed, here and below. */
    static void exp(float[] y, int yo, float[] x, int xo, int n, float factor, float shift) {
        for (int i = 0; i < n; i += L) {
            FloatVector argument = FloatVector.fromArray(S, x, xo + i)
                    .fma(FloatVector.broadcast(S, factor), FloatVector.broadcast(S, shift));
            // max and min take longer: they look after NaN and the signs of zeros
            FloatVector clamped = argument.blend(EXP_LOW, argument.compare(VectorOperators.LT, EXP_LOW));
            clamped = clamped.blend(EXP_HIGH, clamped.compare(VectorOperators.GT, EXP_HIGH));
            FloatVector rounded = clamped.fma(LOG2_E, ROUNDER);
            FloatVector whole = rounded.sub(ROUNDER);
            FloatVector r = whole.fma(MINUS_LN2_LOW, whole.fma(MINUS_LN2_HIGH, clamped));
            FloatVector p = E7.fma(r, E6).fma(r, E5).fma(r, E4).fma(r, E3).fma(r, E2);
            p = p.mul(r).fma(r, r).add(ONE);
            // Two factors: the power may be 128, or below the normal range. Exponents are made where they stand, in the
            // upper bits.
            IntVector power = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
            IntVector half = power.lanewise(VectorOperators.ASHR, 1);
            IntVector rest = power.sub(half).lanewise(VectorOperators.LSHL, 23);
            IntVector first = half.lanewise(VectorOperators.LSHL, 23);
            p.mul(first.add(ONE_BITS).reinterpretAsFloats())
                    .mul(rest.add(ONE_BITS).reinterpretAsFloats())
                    .intoArray(y, yo + i);
        }
    }

    /**
     * {@code y = exp(x * factor + shift)} for arguments up to 80, and 0 where the argument is below {@link PlainMath#NOTHING}. In place
     * allowed.
     */
    static void expOrNothing(float[] y, int yo, float[] x, int xo, int n, float factor, float shift) {
        for (int i = 0; i < n; i += L) {
            FloatVector argument = FloatVector.fromArray(S, x, xo + i)
                    .fma(FloatVector.broadcast(S, factor), FloatVector.broadcast(S, shift));
            FloatVector rounded = argument.fma(LOG2_E, ROUNDER);
            FloatVector whole = rounded.sub(ROUNDER);
            FloatVector r = whole.fma(MINUS_LN2_LOW, whole.fma(MINUS_LN2_HIGH, argument));
            FloatVector p = E7.fma(r, E6).fma(r, E5).fma(r, E4).fma(r, E3).fma(r, E2);
            p = p.mul(r).fma(r, r).add(ONE);
            IntVector power = rounded.reinterpretAsInts().sub(ROUNDER_BITS).lanewise(VectorOperators.LSHL, 23);
            p.mul(power.add(ONE_BITS).reinterpretAsFloats())
                    .blend(ZERO, argument.compare(VectorOperators.LT, PlainMath.NOTHING))
                    .intoArray(y, yo + i);
        }
    }

    /** {@code y = exp(x) - 1} for x up to 88. */
    static void expm1(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector clamped = v.blend(EXPM1_LOW, v.compare(VectorOperators.LT, EXPM1_LOW));
            clamped = clamped.blend(EXP_HIGH, clamped.compare(VectorOperators.GT, EXP_HIGH));
            FloatVector rounded = clamped.fma(LOG2_E, ROUNDER);
            FloatVector whole = rounded.sub(ROUNDER);
            FloatVector r = whole.fma(MINUS_LN2_LOW, whole.fma(MINUS_LN2_HIGH, clamped));
            FloatVector p = E7.fma(r, E6).fma(r, E5).fma(r, E4).fma(r, E3).fma(r, E2);
            p = p.mul(r).fma(r, r);
            IntVector power = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
            FloatVector scale =
                    power.lanewise(VectorOperators.LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
            scale.fma(p, scale.sub(ONE)).intoArray(y, yo + i);
        }
    }

    /** {@code y = tanh(x)}, odd to the bit: {@code e / (e + 2)} with {@code e = exp(2 * |x|) - 1}. */
    static void tanh(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector size = v.abs();
            FloatVector twice = size.blend(TANH_HIGH, size.compare(VectorOperators.GT, TANH_HIGH))
                    .mul(TWO);
            FloatVector rounded = twice.fma(LOG2_E, ROUNDER);
            FloatVector whole = rounded.sub(ROUNDER);
            FloatVector r = whole.fma(MINUS_LN2_LOW, whole.fma(MINUS_LN2_HIGH, twice));
            FloatVector p = E7.fma(r, E6).fma(r, E5).fma(r, E4).fma(r, E3).fma(r, E2);
            p = p.mul(r).fma(r, r);
            IntVector power = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
            FloatVector scale =
                    power.lanewise(VectorOperators.LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
            FloatVector e = scale.fma(p, scale.sub(ONE));
            IntVector magnitude = e.div(e.add(TWO)).abs().reinterpretAsInts();
            magnitude.or(v.reinterpretAsInts().and(SIGN)).reinterpretAsFloats().intoArray(y, yo + i);
        }
    }

    /** {@code y = log(x)}: -infinity at 0, NaN below, subnormal numbers included. */
    static void log(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector normal = v.blend(v.mul(SUBNORMAL_SCALE), SMALLEST_NORMAL.compare(VectorOperators.GT, v));
            IntVector bits = normal.reinterpretAsInts().sub(SQRT_HALF_BITS);
            // An exact conversion of a small integer: it is added to the bits of the rounding constant.
            FloatVector e = bits.lanewise(VectorOperators.ASHR, 23)
                    .add(ROUNDER_BITS)
                    .reinterpretAsFloats()
                    .sub(ROUNDER);
            FloatVector f =
                    bits.and(MANTISSA).add(SQRT_HALF_BITS).reinterpretAsFloats().sub(ONE);
            FloatVector exponent = e.blend(e.sub(SUBNORMAL_EXPONENT), SMALLEST_NORMAL.compare(VectorOperators.GT, v));
            // log(1 + f) = 2 artanh(s)
            FloatVector s = f.div(f.add(TWO));
            FloatVector z = s.mul(s);
            FloatVector p = L15.fma(z, L13).fma(z, L11).fma(z, L9).fma(z, L7).fma(z, L5);
            p = p.fma(z, L3).mul(z);
            FloatVector twice = s.add(s);
            FloatVector low = exponent.fma(LN2_LOW, twice.mul(p));
            FloatVector result = exponent.fma(LN2_HIGH, low.add(twice));
            result = NAN.blend(result, ZERO.compare(VectorOperators.LT, v));
            result = result.blend(MINUS_INFINITY, ZERO.compare(VectorOperators.EQ, v));
            result.blend(INFINITY, INFINITY.compare(VectorOperators.EQ, v)).intoArray(y, yo + i);
        }
    }

    /** {@code y = log(1 + exp(x))} from x and {@code t = exp(-|x|)}. */
    static void softplus(float[] y, int yo, float[] x, int xo, float[] t, int to, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector positive = FloatVector.fromArray(S, x, xo + i).max(ZERO);
            FloatVector e = FloatVector.fromArray(S, t, to + i);
            FloatVector s = e.div(e.add(TWO));
            FloatVector z = s.mul(s);
            FloatVector p = L15.fma(z, L13).fma(z, L11).fma(z, L9).fma(z, L7).fma(z, L5);
            FloatVector twice = s.add(s);
            twice.fma(p.fma(z, L3).mul(z), twice).add(positive).intoArray(y, yo + i);
        }
    }

    /** {@code y = Phi(x)}, the normal distribution, from x and {@code bell = exp(-x^2 / 2)}. */
    static void normal(float[] y, int yo, float[] x, int xo, float[] bell, int bo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector t = ONE.div(v.abs().fma(Q, ONE));
            FloatVector p = Q8.fma(t, Q7).fma(t, Q6).fma(t, Q5).fma(t, Q4).fma(t, Q3);
            p = p.fma(t, Q2).fma(t, Q1).fma(t, Q0);
            FloatVector tail = FloatVector.fromArray(S, bell, bo + i).mul(HALF).mul(p.mul(t));
            tail.blend(ONE.sub(tail), ZERO.compare(VectorOperators.LT, v)).intoArray(y, yo + i);
        }
    }

    private static FloatVector constant(float value) {
        return FloatVector.broadcast(S, value);
    }

    private static IntVector constant(int bits) {
        return IntVector.broadcast(VectorSpecies.of(int.class, S.vectorShape()), bits);
    }
}
