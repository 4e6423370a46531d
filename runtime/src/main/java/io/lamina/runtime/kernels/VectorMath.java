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
 *
 * <p>What a loop costs is not the number of its operations but how long each waits for the one before, as a processor looks ahead
 * over a few turns only. So polynomials are summed in pairs (Estrin), and what lies beyond a function's bounds is compared with them by itself, not as
 * a result of the comparison before.
 */
final class VectorMath {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    // Constants are vectors made once, all of ints: C2 reads one of floats again in each turn, as if the loop's stores
    // of floats might have changed it, and a third of the time goes there. No sum in a loop may start from a constant:
    // C2 would box it.
    /** The bits of 1: adding {@code n << 23} gives 2^n. */
    static final IntVector ONE_BITS = constant(127 << 23);

    private static final IntVector SIGN = constant(0x80000000);
    private static final IntVector MANTISSA = constant(0x007FFFFF);
    /** Its lower nine bits are zero, so shifted by 23 nothing is left of it. */
    private static final IntVector ROUNDER_BITS = constant(PlainMath.ROUNDER_BITS);

    private static final IntVector SQRT_HALF_BITS = constant(PlainMath.SQRT_HALF_BITS);

    static final IntVector ZERO = constant(0f);
    static final IntVector ONE = constant(1f);
    static final IntVector TWO = constant(2f);
    static final IntVector HALF = constant(0.5f);
    private static final IntVector Q = constant(PlainMath.Q);
    private static final IntVector Q0 = constant(PlainMath.Q0);
    private static final IntVector Q1 = constant(PlainMath.Q1);
    private static final IntVector Q2 = constant(PlainMath.Q2);
    private static final IntVector Q3 = constant(PlainMath.Q3);
    private static final IntVector Q4 = constant(PlainMath.Q4);
    private static final IntVector Q5 = constant(PlainMath.Q5);
    private static final IntVector Q6 = constant(PlainMath.Q6);
    private static final IntVector Q7 = constant(PlainMath.Q7);
    private static final IntVector Q8 = constant(PlainMath.Q8);
    static final IntVector E2 = constant(PlainMath.E2);
    static final IntVector E3 = constant(PlainMath.E3);
    static final IntVector E4 = constant(PlainMath.E4);
    static final IntVector E5 = constant(PlainMath.E5);
    static final IntVector E6 = constant(PlainMath.E6);
    static final IntVector E7 = constant(PlainMath.E7);
    private static final IntVector EXPM1_LOW = constant(PlainMath.EXPM1_LOW);
    private static final IntVector EXP_HIGH = constant(PlainMath.EXP_HIGH);
    private static final IntVector EXP_LOW = constant(PlainMath.EXP_LOW);
    private static final IntVector L11 = constant(PlainMath.L11);
    private static final IntVector L13 = constant(PlainMath.L13);
    private static final IntVector L15 = constant(PlainMath.L15);
    private static final IntVector L3 = constant(PlainMath.L3);
    private static final IntVector L5 = constant(PlainMath.L5);
    private static final IntVector L7 = constant(PlainMath.L7);
    private static final IntVector L9 = constant(PlainMath.L9);
    private static final IntVector LN2_HIGH = constant(PlainMath.LN2_HIGH);
    private static final IntVector LN2_LOW = constant(PlainMath.LN2_LOW);
    static final IntVector LOG2_E = constant(PlainMath.LOG2_E);
    static final IntVector MINUS_LN2_HIGH = constant(-PlainMath.LN2_HIGH);
    static final IntVector MINUS_LN2_LOW = constant(-PlainMath.LN2_LOW);
    private static final IntVector SMALLEST_NORMAL = constant(Float.MIN_NORMAL);
    private static final IntVector SUBNORMAL_SCALE = constant(8388608f);
    private static final IntVector SUBNORMAL_EXPONENT = constant(23f);
    private static final IntVector NAN = constant(Float.NaN);
    private static final IntVector INFINITY = constant(Float.POSITIVE_INFINITY);
    private static final IntVector MINUS_INFINITY = constant(Float.NEGATIVE_INFINITY);
    static final IntVector ROUNDER = constant(PlainMath.ROUNDER);
    private static final IntVector SIGMOID_LOW = constant(-PlainMath.EXP_HIGH);
    /** The sigmoid is 1 in float above. */
    private static final IntVector SIGMOID_HIGH = constant(-PlainMath.EXPM1_LOW);

    private static final IntVector MINUS_E3 = constant(-PlainMath.E3);
    private static final IntVector MINUS_E5 = constant(-PlainMath.E5);
    private static final IntVector MINUS_E7 = constant(-PlainMath.E7);
    private static final IntVector MINUS_LOG2_E = constant(-PlainMath.LOG2_E);

    private static final IntVector TWICE_LOG2_E = constant(2f * PlainMath.LOG2_E);
    private static final IntVector TANH_HIGH = constant(PlainMath.TANH_HIGH);

    private VectorMath() {}

    /** {@code y = exp(x * factor + shift)}. In place allowed, here and below. */
    static void exp(float[] y, int yo, float[] x, int xo, int n, float factor, float shift) {
        for (int i = 0; i < n; i += L) {
            FloatVector expLow = EXP_LOW.reinterpretAsFloats();
            FloatVector expHigh = EXP_HIGH.reinterpretAsFloats();
            FloatVector rounder = ROUNDER.reinterpretAsFloats();
            FloatVector argument = FloatVector.fromArray(S, x, xo + i)
                    .fma(FloatVector.broadcast(S, factor), FloatVector.broadcast(S, shift));
            // max and min take longer: they look after NaN and the signs of zeros
            FloatVector clamped = argument.blend(expLow, argument.compare(VectorOperators.LT, expLow))
                    .blend(expHigh, argument.compare(VectorOperators.GT, expHigh));
            FloatVector rounded = clamped.fma(LOG2_E.reinterpretAsFloats(), rounder);
            FloatVector whole = rounded.sub(rounder);
            FloatVector r = whole.fma(
                    MINUS_LN2_LOW.reinterpretAsFloats(), whole.fma(MINUS_LN2_HIGH.reinterpretAsFloats(), clamped));
            FloatVector rr = r.mul(r);
            FloatVector p = E7.reinterpretAsFloats()
                    .fma(r, E6.reinterpretAsFloats())
                    .fma(rr, E5.reinterpretAsFloats().fma(r, E4.reinterpretAsFloats()))
                    .fma(rr, E3.reinterpretAsFloats().fma(r, E2.reinterpretAsFloats()));
            p = p.fma(rr, r).add(ONE.reinterpretAsFloats());
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

    /** {@code y = 1 / (1 + exp(-x))}, of x itself: {@code exp(-x) = 2^n * exp(-r)} with {@code r = x + n * ln(2)}. */
    static void sigmoid(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector rounder = ROUNDER.reinterpretAsFloats();
            FloatVector one = ONE.reinterpretAsFloats();
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector rounded = v.fma(MINUS_LOG2_E.reinterpretAsFloats(), rounder);
            FloatVector whole = rounded.sub(rounder);
            FloatVector r = whole.fma(LN2_LOW.reinterpretAsFloats(), whole.fma(LN2_HIGH.reinterpretAsFloats(), v));
            FloatVector rr = r.mul(r);
            FloatVector p = MINUS_E7.reinterpretAsFloats()
                    .fma(r, E6.reinterpretAsFloats())
                    .fma(rr, MINUS_E5.reinterpretAsFloats().fma(r, E4.reinterpretAsFloats()))
                    .fma(rr, MINUS_E3.reinterpretAsFloats().fma(r, E2.reinterpretAsFloats()));
            p = p.fma(rr, r.neg()).add(one);
            IntVector power = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector sum = p.fma(power.add(ONE_BITS).reinterpretAsFloats(), one)
                    .blend(
                            INFINITY.reinterpretAsFloats(),
                            v.compare(VectorOperators.LT, SIGMOID_LOW.reinterpretAsFloats()))
                    .blend(one, v.compare(VectorOperators.GT, SIGMOID_HIGH.reinterpretAsFloats()));
            one.div(sum).intoArray(y, yo + i);
        }
    }

    /**
     * {@code y = exp(x * factor + shift)} for arguments up to 80, and 0 where the argument is below {@link PlainMath#NOTHING}. In place
     * allowed.
     */
    static void expOrNothing(float[] y, int yo, float[] x, int xo, int n, float factor, float shift) {
        for (int i = 0; i < n; i += L) {
            FloatVector rounder = ROUNDER.reinterpretAsFloats();
            FloatVector argument = FloatVector.fromArray(S, x, xo + i)
                    .fma(FloatVector.broadcast(S, factor), FloatVector.broadcast(S, shift));
            FloatVector rounded = argument.fma(LOG2_E.reinterpretAsFloats(), rounder);
            FloatVector whole = rounded.sub(rounder);
            FloatVector r = whole.fma(
                    MINUS_LN2_LOW.reinterpretAsFloats(), whole.fma(MINUS_LN2_HIGH.reinterpretAsFloats(), argument));
            FloatVector rr = r.mul(r);
            FloatVector p = E7.reinterpretAsFloats()
                    .fma(r, E6.reinterpretAsFloats())
                    .fma(rr, E5.reinterpretAsFloats().fma(r, E4.reinterpretAsFloats()))
                    .fma(rr, E3.reinterpretAsFloats().fma(r, E2.reinterpretAsFloats()));
            p = p.fma(rr, r).add(ONE.reinterpretAsFloats());
            IntVector power = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            p.mul(power.add(ONE_BITS).reinterpretAsFloats())
                    .blend(ZERO.reinterpretAsFloats(), argument.compare(VectorOperators.LT, PlainMath.NOTHING))
                    .intoArray(y, yo + i);
        }
    }

    /** {@code y = exp(x) - 1} for x up to 88. */
    static void expm1(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector expm1Low = EXPM1_LOW.reinterpretAsFloats();
            FloatVector expHigh = EXP_HIGH.reinterpretAsFloats();
            FloatVector rounder = ROUNDER.reinterpretAsFloats();
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector clamped = v.blend(expm1Low, v.compare(VectorOperators.LT, expm1Low))
                    .blend(expHigh, v.compare(VectorOperators.GT, expHigh));
            FloatVector rounded = clamped.fma(LOG2_E.reinterpretAsFloats(), rounder);
            FloatVector whole = rounded.sub(rounder);
            FloatVector r = whole.fma(
                    MINUS_LN2_LOW.reinterpretAsFloats(), whole.fma(MINUS_LN2_HIGH.reinterpretAsFloats(), clamped));
            FloatVector rr = r.mul(r);
            FloatVector p = E7.reinterpretAsFloats()
                    .fma(r, E6.reinterpretAsFloats())
                    .fma(rr, E5.reinterpretAsFloats().fma(r, E4.reinterpretAsFloats()))
                    .fma(rr, E3.reinterpretAsFloats().fma(r, E2.reinterpretAsFloats()));
            p = p.fma(rr, r);
            IntVector power = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector scale = power.add(ONE_BITS).reinterpretAsFloats();
            scale.fma(p, scale.sub(ONE.reinterpretAsFloats())).intoArray(y, yo + i);
        }
    }

    /** {@code y = tanh(x)}, odd to the bit: {@code e / (e + 2)} with {@code e = exp(2 * |x|) - 1}. */
    static void tanh(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector rounder = ROUNDER.reinterpretAsFloats();
            FloatVector one = ONE.reinterpretAsFloats();
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector size = v.abs();
            FloatVector rounded = size.fma(TWICE_LOG2_E.reinterpretAsFloats(), rounder);
            FloatVector whole = rounded.sub(rounder);
            FloatVector r = whole.fma(
                    MINUS_LN2_LOW.reinterpretAsFloats(),
                    whole.fma(MINUS_LN2_HIGH.reinterpretAsFloats(), size.add(size)));
            FloatVector rr = r.mul(r);
            FloatVector p = E7.reinterpretAsFloats()
                    .fma(r, E6.reinterpretAsFloats())
                    .fma(rr, E5.reinterpretAsFloats().fma(r, E4.reinterpretAsFloats()))
                    .fma(rr, E3.reinterpretAsFloats().fma(r, E2.reinterpretAsFloats()));
            p = p.fma(rr, r);
            IntVector power = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector scale = power.add(ONE_BITS).reinterpretAsFloats();
            FloatVector e = scale.fma(p, scale.sub(one));
            IntVector magnitude = e.div(e.add(TWO.reinterpretAsFloats()))
                    .blend(one, size.compare(VectorOperators.GT, TANH_HIGH.reinterpretAsFloats()))
                    .reinterpretAsInts();
            magnitude.or(v.reinterpretAsInts().and(SIGN)).reinterpretAsFloats().intoArray(y, yo + i);
        }
    }

    /** {@code y = log(x)}: -infinity at 0, NaN below, subnormal numbers included. */
    static void log(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector smallestNormal = SMALLEST_NORMAL.reinterpretAsFloats();
            FloatVector zero = ZERO.reinterpretAsFloats();
            FloatVector infinity = INFINITY.reinterpretAsFloats();
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector normal = v.blend(
                    v.mul(SUBNORMAL_SCALE.reinterpretAsFloats()), smallestNormal.compare(VectorOperators.GT, v));
            IntVector bits = normal.reinterpretAsInts().sub(SQRT_HALF_BITS);
            // An exact conversion of a small integer: it is added to the bits of the rounding constant.
            FloatVector e = bits.lanewise(VectorOperators.ASHR, 23)
                    .add(ROUNDER_BITS)
                    .reinterpretAsFloats()
                    .sub(ROUNDER.reinterpretAsFloats());
            FloatVector f =
                    bits.and(MANTISSA).add(SQRT_HALF_BITS).reinterpretAsFloats().sub(ONE.reinterpretAsFloats());
            FloatVector exponent = e.blend(
                    e.sub(SUBNORMAL_EXPONENT.reinterpretAsFloats()), smallestNormal.compare(VectorOperators.GT, v));
            // log(1 + f) = 2 artanh(s)
            FloatVector s = f.div(f.add(TWO.reinterpretAsFloats()));
            FloatVector z = s.mul(s);
            FloatVector p = L15.reinterpretAsFloats()
                    .fma(z, L13.reinterpretAsFloats())
                    .fma(z, L11.reinterpretAsFloats())
                    .fma(z, L9.reinterpretAsFloats())
                    .fma(z, L7.reinterpretAsFloats())
                    .fma(z, L5.reinterpretAsFloats());
            p = p.fma(z, L3.reinterpretAsFloats()).mul(z);
            FloatVector twice = s.add(s);
            FloatVector low = exponent.fma(LN2_LOW.reinterpretAsFloats(), twice.mul(p));
            FloatVector result = exponent.fma(LN2_HIGH.reinterpretAsFloats(), low.add(twice));
            result = NAN.reinterpretAsFloats().blend(result, zero.compare(VectorOperators.LT, v));
            result = result.blend(MINUS_INFINITY.reinterpretAsFloats(), zero.compare(VectorOperators.EQ, v));
            result.blend(infinity, infinity.compare(VectorOperators.EQ, v)).intoArray(y, yo + i);
        }
    }

    /** {@code y = log(1 + exp(x))} from x and {@code t = exp(-|x|)}. */
    static void softplus(float[] y, int yo, float[] x, int xo, float[] t, int to, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector positive = FloatVector.fromArray(S, x, xo + i).max(ZERO.reinterpretAsFloats());
            FloatVector e = FloatVector.fromArray(S, t, to + i);
            FloatVector s = e.div(e.add(TWO.reinterpretAsFloats()));
            FloatVector z = s.mul(s);
            FloatVector p = L15.reinterpretAsFloats()
                    .fma(z, L13.reinterpretAsFloats())
                    .fma(z, L11.reinterpretAsFloats())
                    .fma(z, L9.reinterpretAsFloats())
                    .fma(z, L7.reinterpretAsFloats())
                    .fma(z, L5.reinterpretAsFloats());
            FloatVector twice = s.add(s);
            twice.fma(p.fma(z, L3.reinterpretAsFloats()).mul(z), twice)
                    .add(positive)
                    .intoArray(y, yo + i);
        }
    }

    /** {@code y = Phi(x)}, the normal distribution, from x and {@code bell = exp(-x^2 / 2)}. */
    static void normal(float[] y, int yo, float[] x, int xo, float[] bell, int bo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector one = ONE.reinterpretAsFloats();
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector t = one.div(v.abs().fma(Q.reinterpretAsFloats(), one));
            FloatVector p = Q8.reinterpretAsFloats()
                    .fma(t, Q7.reinterpretAsFloats())
                    .fma(t, Q6.reinterpretAsFloats())
                    .fma(t, Q5.reinterpretAsFloats())
                    .fma(t, Q4.reinterpretAsFloats())
                    .fma(t, Q3.reinterpretAsFloats());
            p = p.fma(t, Q2.reinterpretAsFloats())
                    .fma(t, Q1.reinterpretAsFloats())
                    .fma(t, Q0.reinterpretAsFloats());
            FloatVector tail = FloatVector.fromArray(S, bell, bo + i)
                    .mul(HALF.reinterpretAsFloats())
                    .mul(p.mul(t));
            tail.blend(one.sub(tail), ZERO.reinterpretAsFloats().compare(VectorOperators.LT, v))
                    .intoArray(y, yo + i);
        }
    }

    private static IntVector constant(float value) {
        return constant(Float.floatToRawIntBits(value));
    }

    private static IntVector constant(int bits) {
        return IntVector.broadcast(VectorSpecies.of(int.class, S.vectorShape()), bits);
    }
}
