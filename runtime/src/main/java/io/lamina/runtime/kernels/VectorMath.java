package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link PlainMath} on vectors, with fused multiply-adds: the same reductions and polynomials, from exact operations alone.
 * ({@code lanewise(EXP)} and its like are not used: the JIT's stub and its fallback round differently.)
 */
final class VectorMath {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;

    // Constants are vectors made once: C2 stops inlining methods, and boxes vectors, beyond a number of nodes that each
    // broadcast in the code would add to.
    /** The bits of 1: adding {@code n << 23} gives 2^n. */
    private static final IntVector ONE_BITS = constant(127 << 23);

    private static final IntVector SIGN = constant(0x80000000);
    private static final IntVector MANTISSA = constant(0x007FFFFF);
    private static final IntVector ROUNDER_BITS = constant(PlainMath.ROUNDER_BITS);
    private static final IntVector SQRT_HALF_BITS = constant(PlainMath.SQRT_HALF_BITS);

    static final FloatVector ZERO = constant(0f);
    static final FloatVector ONE = constant(1f);
    static final FloatVector TWO = constant(2f);
    static final FloatVector HALF = constant(0.5f);
    private static final FloatVector MINUS_HALF = constant(-0.5f);
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
    private static final FloatVector E2 = constant(PlainMath.E2);
    private static final FloatVector E3 = constant(PlainMath.E3);
    private static final FloatVector E4 = constant(PlainMath.E4);
    private static final FloatVector E5 = constant(PlainMath.E5);
    private static final FloatVector E6 = constant(PlainMath.E6);
    private static final FloatVector E7 = constant(PlainMath.E7);
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
    private static final FloatVector LOG2_E = constant(PlainMath.LOG2_E);
    private static final FloatVector MINUS_LN2_HIGH = constant(-PlainMath.LN2_HIGH);
    private static final FloatVector MINUS_LN2_LOW = constant(-PlainMath.LN2_LOW);
    private static final FloatVector SMALLEST_NORMAL = constant(Float.MIN_NORMAL);
    private static final FloatVector SUBNORMAL_SCALE = constant(8388608f);
    private static final FloatVector SUBNORMAL_EXPONENT = constant(23f);
    private static final FloatVector NAN = constant(Float.NaN);
    private static final FloatVector INFINITY = constant(Float.POSITIVE_INFINITY);
    private static final FloatVector MINUS_INFINITY = constant(Float.NEGATIVE_INFINITY);
    private static final FloatVector MISH_HIGH = constant(PlainMath.MISH_HIGH);
    private static final FloatVector ROUNDER = constant(PlainMath.ROUNDER);
    private static final FloatVector TANH_HIGH = constant(PlainMath.TANH_HIGH);

    private VectorMath() {}

    /** {@code exp(x)}. */
    static FloatVector exp(FloatVector x) {
        FloatVector clamped = x.max(EXP_LOW).min(EXP_HIGH);
        FloatVector rounded = clamped.fma(LOG2_E, ROUNDER);
        FloatVector n = rounded.sub(ROUNDER);
        FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
        FloatVector p = E7.fma(r, E6);
        p = p.fma(r, E5);
        p = p.fma(r, E4);
        p = p.fma(r, E3);
        p = p.fma(r, E2);
        p = p.mul(r).fma(r, r).add(ONE);
        // Two factors: the power may be 128, or below the normal range. Exponents are made where they stand, in the
        // upper bits.
        IntVector power = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
        IntVector half = power.lanewise(VectorOperators.ASHR, 1);
        FloatVector low = half.lanewise(VectorOperators.LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
        IntVector rest = power.sub(half).lanewise(VectorOperators.LSHL, 23);
        return p.mul(low).mul(rest.add(ONE_BITS).reinterpretAsFloats());
    }

    /** {@code exp(x) - 1} for x up to 88. */
    static FloatVector expm1(FloatVector x) {
        FloatVector clamped = x.max(EXPM1_LOW).min(EXP_HIGH);
        FloatVector rounded = clamped.fma(LOG2_E, ROUNDER);
        FloatVector n = rounded.sub(ROUNDER);
        FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
        FloatVector p = E7.fma(r, E6);
        p = p.fma(r, E5);
        p = p.fma(r, E4);
        p = p.fma(r, E3);
        p = p.fma(r, E2);
        p = p.mul(r).fma(r, r);
        IntVector power = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
        FloatVector scale =
                power.lanewise(VectorOperators.LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
        return scale.fma(p, scale.sub(ONE));
    }

    /** {@code log(x)}: -infinity at 0, NaN below, subnormal numbers included. */
    static FloatVector log(FloatVector x) {
        FloatVector normal = x.blend(x.mul(SUBNORMAL_SCALE), SMALLEST_NORMAL.compare(VectorOperators.GT, x));
        IntVector bits = normal.reinterpretAsInts().sub(SQRT_HALF_BITS);
        // An exact conversion of a small integer: it is added to the bits of the rounding constant.
        FloatVector e = bits.lanewise(VectorOperators.ASHR, 23)
                .add(ROUNDER_BITS)
                .reinterpretAsFloats()
                .sub(ROUNDER);
        FloatVector mantissa = bits.and(MANTISSA).add(SQRT_HALF_BITS).reinterpretAsFloats();
        FloatVector exponent = e.blend(e.sub(SUBNORMAL_EXPONENT), SMALLEST_NORMAL.compare(VectorOperators.GT, x));
        FloatVector y = logOnePlus(mantissa.sub(ONE), exponent);
        y = NAN.blend(y, ZERO.compare(VectorOperators.LT, x));
        y = y.blend(MINUS_INFINITY, ZERO.compare(VectorOperators.EQ, x));
        return y.blend(INFINITY, INFINITY.compare(VectorOperators.EQ, x));
    }

    private static FloatVector logOnePlus(FloatVector f, FloatVector exponent) {
        FloatVector s = f.div(f.add(TWO));
        FloatVector p = artanhSeries(s);
        FloatVector twice = s.add(s);
        FloatVector low = exponent.fma(LN2_LOW, twice.mul(p));
        return exponent.fma(LN2_HIGH, low.add(twice));
    }

    /** {@code (artanh(s) - s) / s}. */
    private static FloatVector artanhSeries(FloatVector s) {
        FloatVector z = s.mul(s);
        FloatVector p = L15;
        p = p.fma(z, L13);
        p = p.fma(z, L11);
        p = p.fma(z, L9);
        p = p.fma(z, L7);
        p = p.fma(z, L5);
        return p.fma(z, L3).mul(z);
    }

    /** {@code log(1 + exp(x))} from x and {@code t = exp(-|x|)}. */
    static FloatVector softplus(FloatVector x, FloatVector t) {
        FloatVector positive = x.max(ZERO);
        FloatVector s = t.div(t.add(TWO));
        FloatVector twice = s.add(s);
        return twice.fma(artanhSeries(s), twice).add(positive);
    }

    /** {@code tanh(x)}, odd to the bit. */
    static FloatVector tanh(FloatVector x) {
        IntVector sign = x.reinterpretAsInts().and(SIGN);
        FloatVector e = expm1(x.abs().min(TANH_HIGH).mul(TWO));
        return e.div(e.add(TWO)).abs().reinterpretAsInts().or(sign).reinterpretAsFloats();
    }

    /** {@code 1 / (1 + exp(-x))}. */
    static FloatVector sigmoid(FloatVector x) {
        return ONE.div(exp(x.neg()).add(ONE));
    }

    /** {@code exp(-x^2 / 2)}. */
    static FloatVector bell(FloatVector x) {
        return exp(x.mul(x).mul(MINUS_HALF));
    }

    /** {@code Phi(x)} from x and {@link #bell} of x. */
    static FloatVector normal(FloatVector x, FloatVector bell) {
        FloatVector t = ONE.div(x.abs().fma(Q, ONE));
        FloatVector p = Q8.fma(t, Q7);
        p = p.fma(t, Q6);
        p = p.fma(t, Q5);
        p = p.fma(t, Q4);
        p = p.fma(t, Q3);
        p = p.fma(t, Q2);
        p = p.fma(t, Q1);
        p = p.fma(t, Q0);
        FloatVector tail = bell.mul(HALF).mul(p.mul(t));
        return tail.blend(ONE.sub(tail), ZERO.compare(VectorOperators.LT, x));
    }

    /** {@code exp(x)} for mish, up to exp(30). */
    static FloatVector expForMish(FloatVector x) {
        return exp(x.min(MISH_HIGH));
    }

    /** {@code tanh(softplus(x))} from {@link #expForMish} of x. */
    static FloatVector tanhSoftplus(FloatVector e) {
        FloatVector t = e.mul(e.add(TWO));
        return t.div(t.add(TWO));
    }

    static FloatVector constant(float value) {
        return FloatVector.broadcast(S, value);
    }

    private static IntVector constant(int bits) {
        return IntVector.broadcast(VectorSpecies.of(int.class, S.vectorShape()), bits);
    }
}
