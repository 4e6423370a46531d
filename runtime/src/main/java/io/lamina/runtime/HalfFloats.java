package io.lamina.runtime;

/** Floats of 16 bits, widened; both conversions are exact. */
final class HalfFloats {
    private HalfFloats() {}

    /** IEEE 754 binary16: 1 sign, 5 exponent (bias 15), 10 fraction bits. */
    static float fromF16(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >>> 10) & 0x1F;
        int fraction = bits & 0x3FF;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wide = exponent == 0x1F ? 0xFF : exponent + (127 - 15);
        return Float.intBitsToFloat(sign | (wide << 23) | (fraction << 13));
    }

    /** bfloat16: the upper half of a float. */
    static float fromBf16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }
}
