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

    private VectorMath() {}

    /** {@code exp(x)}. */
    static FloatVector exp(FloatVector x) {
        FloatVector clamped = x.max(PlainMath.EXP_LOW).min(PlainMath.EXP_HIGH);
        FloatVector rounded = clamped.fma(constant(PlainMath.LOG2_E), constant(PlainMath.ROUNDER));
        IntVector power = rounded.reinterpretAsInts().sub(PlainMath.ROUNDER_BITS);
        IntVector half = power.lanewise(VectorOperators.ASHR, 1);
        FloatVector e = expm1Reduced(remainder(clamped, rounded)).add(1f);
        return e.mul(powerOfTwo(half)).mul(powerOfTwo(power.sub(half)));
    }

    /** {@code exp(x) - 1} for x up to 88. */
    static FloatVector expm1(FloatVector x) {
        FloatVector clamped = x.max(PlainMath.EXPM1_LOW).min(PlainMath.EXP_HIGH);
        FloatVector rounded = clamped.fma(constant(PlainMath.LOG2_E), constant(PlainMath.ROUNDER));
        FloatVector scale = powerOfTwo(rounded.reinterpretAsInts().sub(PlainMath.ROUNDER_BITS));
        return scale.fma(expm1Reduced(remainder(clamped, rounded)), scale.sub(1f));
    }

    /** {@code x - n * ln(2)} in two exact steps, n being {@code rounded} without its rounding constant. */
    private static FloatVector remainder(FloatVector x, FloatVector rounded) {
        FloatVector n = rounded.sub(PlainMath.ROUNDER);
        return n.fma(constant(-PlainMath.LN2_LOW), n.fma(constant(-PlainMath.LN2_HIGH), x));
    }

    private static FloatVector expm1Reduced(FloatVector r) {
        FloatVector p = constant(PlainMath.E7);
        p = p.fma(r, constant(PlainMath.E6));
        p = p.fma(r, constant(PlainMath.E5));
        p = p.fma(r, constant(PlainMath.E4));
        p = p.fma(r, constant(PlainMath.E3));
        p = p.fma(r, constant(PlainMath.E2));
        return p.mul(r).fma(r, r);
    }

    private static FloatVector powerOfTwo(IntVector n) {
        return n.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    /** {@code log(x)}: -infinity at 0, NaN below, subnormal numbers included. */
    static FloatVector log(FloatVector x) {
        var subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
        IntVector bits = x.blend(x.mul(8388608f), subnormal).reinterpretAsInts().sub(PlainMath.SQRT_HALF_BITS);
        // An exact conversion of a small integer: it is added to the bits of the rounding constant.
        FloatVector e = bits.lanewise(VectorOperators.ASHR, 23)
                .add(PlainMath.ROUNDER_BITS)
                .reinterpretAsFloats()
                .sub(PlainMath.ROUNDER);
        FloatVector mantissa =
                bits.and(0x007FFFFF).add(PlainMath.SQRT_HALF_BITS).reinterpretAsFloats();
        FloatVector y = logOnePlus(mantissa.sub(1f), e.blend(e.sub(23f), subnormal));
        y = y.blend(Float.NaN, x.compare(VectorOperators.LT, 0f));
        y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
        y = y.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
        return y.blend(x, x.compare(VectorOperators.NE, x));
    }

    private static FloatVector logOnePlus(FloatVector f, FloatVector exponent) {
        FloatVector s = f.div(f.add(2f));
        FloatVector p = artanhSeries(s);
        FloatVector twice = s.add(s);
        FloatVector low = exponent.fma(constant(PlainMath.LN2_LOW), twice.mul(p));
        return exponent.fma(constant(PlainMath.LN2_HIGH), low.add(twice));
    }

    /** {@code (artanh(s) - s) / s}. */
    private static FloatVector artanhSeries(FloatVector s) {
        FloatVector z = s.mul(s);
        FloatVector p = constant(PlainMath.L15);
        p = p.fma(z, constant(PlainMath.L13));
        p = p.fma(z, constant(PlainMath.L11));
        p = p.fma(z, constant(PlainMath.L9));
        p = p.fma(z, constant(PlainMath.L7));
        p = p.fma(z, constant(PlainMath.L5));
        return p.fma(z, constant(PlainMath.L3)).mul(z);
    }

    /** {@code log(1 + exp(x))}. */
    static FloatVector softplus(FloatVector x) {
        FloatVector t = exp(x.abs().neg());
        FloatVector s = t.div(t.add(2f));
        FloatVector twice = s.add(s);
        return x.max(0f).add(twice.fma(artanhSeries(s), twice));
    }

    /** {@code tanh(x)}, odd to the bit. */
    static FloatVector tanh(FloatVector x) {
        FloatVector e = expm1(x.abs().min(PlainMath.TANH_HIGH).mul(2f));
        return withSign(e.div(e.add(2f)), x);
    }

    /** {@code 1 / (1 + exp(-x))}. */
    static FloatVector sigmoid(FloatVector x) {
        return constant(1f).div(exp(x.neg()).add(1f));
    }

    /** {@code erf(x)}, odd to the bit. */
    static FloatVector erf(FloatVector x) {
        FloatVector a = x.abs().min(PlainMath.ERF_HIGH);
        FloatVector p = constant(PlainMath.R8);
        p = p.fma(a, constant(PlainMath.R7));
        p = p.fma(a, constant(PlainMath.R6));
        p = p.fma(a, constant(PlainMath.R5));
        p = p.fma(a, constant(PlainMath.R4));
        p = p.fma(a, constant(PlainMath.R3));
        p = p.fma(a, constant(PlainMath.R2));
        p = p.fma(a, constant(PlainMath.R1));
        p = p.fma(a, constant(PlainMath.R0));
        return withSign(expm1(p.mul(a)), x);
    }

    /** {@code tanh(softplus(x))}. */
    static FloatVector tanhSoftplus(FloatVector x) {
        FloatVector e = exp(x.min(PlainMath.MISH_HIGH));
        FloatVector t = e.mul(e.add(2f));
        return t.div(t.add(2f));
    }

    static FloatVector constant(float value) {
        return FloatVector.broadcast(S, value);
    }

    private static FloatVector withSign(FloatVector magnitude, FloatVector sign) {
        IntVector bits = magnitude.reinterpretAsInts().and(0x7FFFFFFF);
        return bits.or(sign.reinterpretAsInts().and(0x80000000)).reinterpretAsFloats();
    }
}
