package io.lamina.runtime;

import io.lamina.runtime.kernels.Lane;

/**
 * Large arrays whose float 12 begins a cache line. Vectors of 64 bytes that straddle two lines cost a product of matrices 5 to 25 % of its
 * speed, and Java tells no array's address. But G1 puts an array that is larger than half a region at the beginning of a region and
 * leaves it there, 16 bytes of header in front. So an array that is nearly as large is made that large; only its first floats are used.
 */
final class LineArrays {
    /** What G1 makes of a heap unless told otherwise: at most so many regions, of 1 to 32 MiB, a power of two. */
    private static final long REGIONS = 2048;

    private static final long LEAST_REGION = 1 << 20;
    private static final long LARGEST_REGION = 32 << 20;

    /** An array is made at most so many times as large. */
    private static final int MOST = 16;

    private LineArrays() {}

    /** An array of at least {@code length} floats. */
    static float[] floats(int length) {
        return new float[Lane.VECTOR ? enlarged(length, Runtime.getRuntime().maxMemory()) : length];
    }

    /** The length of an array of {@code length} floats in a heap of so many bytes. */
    static int enlarged(int length, long heap) {
        long wanted = Math.min(Math.max(heap / REGIONS, LEAST_REGION), LARGEST_REGION);
        long region = Long.highestOneBit(wanted - 1) << 1;
        int half = (int) (region / 2 / Float.BYTES);
        return length < half && length >= half / MOST ? half : length;
    }
}
