package io.lamina.runtime.kernels;

/**
 * Elementary functions in single precision from additions, multiplications and divisions alone, so that their bits are
 * the same on every JVM and before and after compilation. Relative errors are below 4e-7 (about 3 ulp) wherever the
 * result is a normal number; {@code VectorMath} is its twin for vectors and shares the constants.
 *
 * <p>Everything rests on two reductions. {@code exp(x) = 2^n * exp(r)} with {@code n = round(x / ln 2)} and {@code |r|
 * <= ln(2) / 2}, where the Taylor polynomial of degree 7 is good to 6e-9. And {@code log(1 + f) = 2 * artanh(f / (2 +
 * f))}, by the odd series. The remaining functions are written with {@code exp(x) - 1}, which keeps its relative
 * precision near 0, so that none of them needs a case distinction.
 */
final class PlainMath {
    static final float LOG2_E = 1.44269504f;
    /** The leading bits of ln 2: few enough that a multiple below 2^15 is exact. */
    static final float LN2_HIGH = 0.693359375f;

    static final float LN2_LOW = -2.12194440e-4f;
    /** Adding and subtracting 1.5 * 2^23 rounds to an integer, which then stands in the low bits. */
    static final float ROUNDER = 12582912f;

    static final int ROUNDER_BITS = 0x4B400000;
    /** exp is 0 in float below, infinite above. */
    static final float EXP_LOW = -104f;

    static final float EXP_HIGH = 89f;
    /**
     * Of numbers up to 1, exp of what is below is no part of their sum in float: 2e-22. Attention takes it for 0, as processors are a
     * hundred times slower with the subnormal numbers that it and its products would soon be.
     */
    static final float NOTHING = -50f;

    /** exp(x) - 1 is -1 in float below. */
    static final float EXPM1_LOW = -18f;

    static final float E2 = 1f / 2;
    static final float E3 = 1f / 6;
    static final float E4 = 1f / 24;
    static final float E5 = 1f / 120;
    static final float E6 = 1f / 720;
    static final float E7 = 1f / 5040;

    static final float L3 = 1f / 3;
    static final float L5 = 1f / 5;
    static final float L7 = 1f / 7;
    static final float L9 = 1f / 9;
    static final float L11 = 1f / 11;
    static final float L13 = 1f / 13;
    static final float L15 = 1f / 15;
    /** The bits of sqrt(1/2): mantissas are taken from there to sqrt(2). */
    static final int SQRT_HALF_BITS = 0x3F3504F3;

    /**
     * The normal distribution's tail: for {@code x >= 0} and {@code t = 1 / (1 + Q * x)}, {@code 1 - Phi(x) = exp(-x^2 / 2) * t
     * * polynomial(t) / 2}. The coefficients, ascending, are a fit of even relative error, 4e-8, for x up to 13.
     */
    static final float Q = 0.33587572f;

    static final float Q0 = 0.2679395079612732f;
    static final float Q1 = 0.2691475749015808f;
    static final float Q2 = 0.22648166120052338f;
    static final float Q3 = 0.23844033479690552f;
    static final float Q4 = -0.10540328174829483f;
    static final float Q5 = 0.4336234927177429f;
    static final float Q6 = -0.5521245002746582f;
    static final float Q7 = 0.27081209421157837f;
    static final float Q8 = -0.04891686141490936f;

    /** tanh is 1 in float above. */
    static final float TANH_HIGH = 10f;
    /** {@code exp(x) * (exp(x) + 2)} still fits a float, and mish(x) is x above. */
    static final float MISH_HIGH = 30f;

    private PlainMath() {}

    /** {@code exp(x)}; correct limits at infinities, NaN stays. */
    static float exp(float x) {
        float clamped = Math.min(Math.max(x, EXP_LOW), EXP_HIGH);
        float rounded = clamped * LOG2_E + ROUNDER;
        float n = rounded - ROUNDER;
        int power = Float.floatToRawIntBits(rounded) - ROUNDER_BITS;
        float r = (clamped - n * LN2_HIGH) - n * LN2_LOW;
        // Two factors: the power may be 128, or below the normal range.
        int half = power >> 1;
        return (expm1Reduced(r) + 1f) * powerOfTwo(half) * powerOfTwo(power - half);
    }

    /** {@code exp(x) - 1} for x up to 88, to full relative precision near 0; NaN stays. */
    static float expm1(float x) {
        float clamped = Math.min(Math.max(x, EXPM1_LOW), EXP_HIGH);
        float rounded = clamped * LOG2_E + ROUNDER;
        float n = rounded - ROUNDER;
        float scale = powerOfTwo(Float.floatToRawIntBits(rounded) - ROUNDER_BITS);
        float r = (clamped - n * LN2_HIGH) - n * LN2_LOW;
        return scale * expm1Reduced(r) + (scale - 1f);
    }

    /** {@code exp(r) - 1} for |r| up to ln(2) / 2. */
    private static float expm1Reduced(float r) {
        float p = E7;
        p = p * r + E6;
        p = p * r + E5;
        p = p * r + E4;
        p = p * r + E3;
        p = p * r + E2;
        return (p * r) * r + r;
    }

    private static float powerOfTwo(int n) {
        return Float.intBitsToFloat((n + 127) << 23);
    }

    /** {@code log(x)}: -infinity at 0, NaN below, subnormal numbers included. */
    static float log(float x) {
        if (!(x > 0f) || x == Float.POSITIVE_INFINITY) {
            return x == 0f ? Float.NEGATIVE_INFINITY : x < 0f ? Float.NaN : x;
        }
        boolean subnormal = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(subnormal ? x * 8388608f : x) - SQRT_HALF_BITS;
        float exponent = (float) ((bits >> 23) - (subnormal ? 23 : 0));
        float f = Float.intBitsToFloat((bits & 0x007FFFFF) + SQRT_HALF_BITS) - 1f;
        return logOnePlus(f, exponent);
    }

    /** {@code log(1 + f) + exponent * ln(2)} for 1 + f from sqrt(1/2) to 2. */
    private static float logOnePlus(float f, float exponent) {
        float s = f / (2f + f);
        float z = s * s;
        float p = L15;
        p = p * z + L13;
        p = p * z + L11;
        p = p * z + L9;
        p = p * z + L7;
        p = p * z + L5;
        p = p * z + L3;
        float twice = s + s;
        return exponent * LN2_HIGH + ((twice * z) * p + exponent * LN2_LOW + twice);
    }

    /** {@code log(1 + exp(x))}. */
    static float softplus(float x) {
        return Math.max(x, 0f) + softplusTail(x);
    }

    /** {@code log(1 + exp(-|x|))}: what softplus adds to {@code max(x, 0)}. */
    static float softplusTail(float x) {
        return logOnePlus(exp(-Math.abs(x)), 0f);
    }

    /** {@code tanh(x)}, odd to the bit. */
    static float tanh(float x) {
        float e = expm1(2f * Math.min(Math.abs(x), TANH_HIGH));
        return withSign(e / (e + 2f), x);
    }

    /** {@code 1 / (1 + exp(-x))}. */
    static float sigmoid(float x) {
        return 1f / (1f + exp(-x));
    }

    /** {@code exp(-x^2 / 2)}: the normal distribution's density, but for its factor. */
    static float bell(float x) {
        return exp(-0.5f * (x * x));
    }

    /** {@code Phi(x)}, the normal distribution, from x and {@link #bell} of x; to relative precision in the lower tail, too. */
    static float normal(float x, float bell) {
        float t = 1f / (1f + Q * Math.abs(x));
        float p = Q8;
        p = p * t + Q7;
        p = p * t + Q6;
        p = p * t + Q5;
        p = p * t + Q4;
        p = p * t + Q3;
        p = p * t + Q2;
        p = p * t + Q1;
        p = p * t + Q0;
        float tail = 0.5f * bell * (p * t);
        return x > 0f ? 1f - tail : tail;
    }

    /** {@code tanh(softplus(x)) = e * (e + 2) / (e * (e + 2) + 2)} from {@code e = exp(x)} up to exp(30). */
    static float tanhSoftplus(float e) {
        float t = e * (e + 2f);
        return t / (t + 2f);
    }

    private static float withSign(float magnitude, float sign) {
        return Float.intBitsToFloat(
                (Float.floatToRawIntBits(magnitude) & 0x7FFFFFFF) | (Float.floatToRawIntBits(sign) & 0x80000000));
    }
}
