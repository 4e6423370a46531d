package io.lamina.runtime.kernels;

/**
 * Sums over a vector's lanes as a fixed tree: lane i is added to lane {@code i + s}, for s from half the lanes down to 1. The
 * vector comes in an array, as all vectors that cross a call (see {@link VectorMath}).
 */
final class VectorFold {
    private static final int L = VectorWidth.LANES;

    private VectorFold() {}

    /** The sum of the {@link VectorWidth#LANES} floats from {@code o} on. */
    static float sum(float[] a, int o) {
        return (quarter(a, o) + quarter(a, o + 2)) + (quarter(a, o + 1) + quarter(a, o + 3));
    }

    /** The sum of every fourth lane. */
    private static float quarter(float[] a, int o) {
        if (L >= 16) {
            return (a[o] + a[o + 8]) + (a[o + 4] + a[o + 12]);
        }
        return L >= 8 ? a[o] + a[o + 4] : a[o];
    }
}
