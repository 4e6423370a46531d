package io.lamina.runtime.kernels;

/** Constants that stand for absent optional tensors. */
public final class Kernels {
    /** No float tensor: an absent bias, or an output that is not wanted. Its offset is 0. */
    public static final float[] NONE = {};

    /** No int tensor: an argmax that is not wanted. Its offset is 0. */
    public static final int[] NO_INTS = {};

    private Kernels() {}
}
