package io.lamina.runtime;

import io.lamina.runtime.kernels.Lane;

/**
 * Large arrays of floats that begin with a cache line: a vector of 64 bytes that lies across two lines costs two loads or
 * stores, and training steps measured up to 13 % longer for it.
 *
 * <p>Java has no means to align an array. But HotSpot's G1 collector, the default where there are two processors and 2 GB,
 * gives an object of more than half a region regions of its own, where it begins and stays; its elements follow a header of 16
 * bytes. So arrays that are not far from that size are made that large. Under other collectors they are arrays like any other;
 * there {@code -XX:ObjectAlignmentInBytes=64} does it for all objects.
 */
public final class AlignedFloats {
    /** The first index that begins a cache line, behind the header. */
    static final int START = 12;

    private static final int LINE = 16;

    /** An array is made larger by up to this factor. */
    private static final int MOST_GROWTH = 8;

    private static final long REGION = region(Runtime.getRuntime().maxMemory());

    private AlignedFloats() {}

    /** An array of zeros for at least {@code length} floats. */
    public static float[] allocate(int length) {
        return new float[Lane.VECTOR ? length(length, REGION) : length];
    }

    /** The first {@code length} values, or all and zeros behind them, in an array for at least so many. */
    public static float[] copyOf(float[] values, int length) {
        float[] copy = allocate(length);
        System.arraycopy(values, 0, copy, 0, Math.min(values.length, length));
        return copy;
    }

    /** The first index from {@code length} on that begins a cache line. */
    static long next(long length) {
        return (length + LINE - 1 - START) / LINE * LINE + START;
    }

    /** The length of an array that has regions of its own, if {@code length} is not far below it. */
    static int length(int length, long region) {
        long humongous = region / 2 / Float.BYTES;
        return length < humongous && length >= humongous / MOST_GROWTH ? (int) humongous : length;
    }

    /** The bytes of G1's regions for a heap of {@code most} bytes: a power of two, some 2,048 of which make the heap. */
    static long region(long most) {
        long least = 1L << 20;
        long largest = 1L << 25;
        long share = Math.max(least, Math.min(largest, most / 2048));
        long floor = Long.highestOneBit(share);
        return floor == share ? share : 2 * floor;
    }
}
