package io.lamina.runtime.kernels;

/** The recursion behind {@link ArithmeticKernels#permute}: one level per result dimension. */
final class Permutation {
    private Permutation() {}

    /** Writes the part of the result that starts at {@code yo}, level by level, and returns the offset behind it. */
    static int copy(float[] y, int yo, float[] x, int xo, int[] dims, int[] permutation, int level) {
        if (level == dims.length) {
            y[yo] = x[xo];
            return yo + 1;
        }
        int count = dims[permutation[level]];
        int stride = stride(dims, permutation[level]);
        if (level == dims.length - 1) {
            for (int i = 0; i < count; i++) {
                y[yo + i] = x[xo + i * stride];
            }
            return yo + count;
        }
        int at = yo;
        for (int i = 0; i < count; i++) {
            at = copy(y, at, x, xo + i * stride, dims, permutation, level + 1);
        }
        return at;
    }

    /** Floats between neighbours along a source dimension. */
    private static int stride(int[] dims, int dimension) {
        int stride = 1;
        for (int d = dimension + 1; d < dims.length; d++) {
            stride *= dims[d];
        }
        return stride;
    }
}
