package io.lamina.runtime.kernels;

/**
 * A few kilobytes of working memory for each thread, allocated when it first needs them: what stands between two loops of one
 * kernel, and short arrays padded to a vector.
 */
final class VectorScratch {
    /** Floats of a block that a kernel works through in several loops; it stays in the first-level cache. */
    static final int BLOCK = 512;

    /** A second block. */
    static final int SECOND_BLOCK = BLOCK;

    /** Behind the blocks there are two vectors. */
    static final int FIRST_PADDED = 2 * BLOCK;

    static final int SECOND_PADDED = FIRST_PADDED + VectorWidth.LANES;

    private static final ThreadLocal<float[]> MEMORY =
            ThreadLocal.withInitial(() -> new float[SECOND_PADDED + VectorWidth.LANES]);

    private VectorScratch() {}

    /** This thread's memory. */
    static float[] get() {
        return MEMORY.get();
    }
}
