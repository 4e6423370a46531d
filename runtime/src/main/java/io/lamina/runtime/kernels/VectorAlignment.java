package io.lamina.runtime.kernels;

/**
 * Where cache lines begin in large arrays. A load of 64 bytes that straddles two lines costs two accesses; packed panels that straddle
 * them make a product 7 to 12 % slower. Java does not tell an array's address, but G1 puts one that fills half a region at the beginning
 * of a region, 16 bytes of header in front; the first whole line then begins at float 12. For other arrays this is as good as any
 * place. Where panels lie changes no bit of a result.
 */
final class VectorAlignment {
    /** What callers keep free behind what they place. */
    static final int ROOM = 16;

    /** The floats in front of the first line. */
    private static final int FIRST = 12;

    private VectorAlignment() {}

    /** The first index from {@code from} on where a line begins, less than {@link #ROOM} behind it. */
    static int align(int from) {
        return from + (FIRST - from & ROOM - 1);
    }
}
