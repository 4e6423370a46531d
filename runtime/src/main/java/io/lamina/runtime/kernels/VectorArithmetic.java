package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ArithmeticKernels} on vectors. C2 makes vectors of the plain loops, too, but not always: in place, or inlined where it
 * sees that two operands are one array, they stay scalar and take five times as long.
 */
final class VectorArithmetic {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorArithmetic() {}

    static void add(float[] y, int yo, float[] a, int ao, float[] b, int bo, int n) {
        int whole = n - n % L;
        for (int i = 0; i < whole; i += L) {
            FloatVector v = FloatVector.fromArray(S, a, ao + i);
            v.add(FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (int i = whole; i < n; i++) {
            y[yo + i] = a[ao + i] + b[bo + i];
        }
    }

    static void subtract(float[] y, int yo, float[] a, int ao, float[] b, int bo, int n) {
        int whole = n - n % L;
        for (int i = 0; i < whole; i += L) {
            FloatVector v = FloatVector.fromArray(S, a, ao + i);
            v.sub(FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (int i = whole; i < n; i++) {
            y[yo + i] = a[ao + i] - b[bo + i];
        }
    }

    static void multiply(float[] y, int yo, float[] a, int ao, float[] b, int bo, int n) {
        int whole = n - n % L;
        for (int i = 0; i < whole; i += L) {
            FloatVector v = FloatVector.fromArray(S, a, ao + i);
            v.mul(FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (int i = whole; i < n; i++) {
            y[yo + i] = a[ao + i] * b[bo + i];
        }
    }
}
