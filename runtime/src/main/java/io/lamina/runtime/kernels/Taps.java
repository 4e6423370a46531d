package io.lamina.runtime.kernels;

/**
 * Along one dimension of a convolution: for each input place the taps through which outputs read it. Those are evenly spaced,
 * and the outputs at their other ends are, too.
 */
final class Taps {
    /** Per input place its first tap. */
    final int[] first;

    /** Per input place its number of taps. */
    final int[] count;

    /** Distance between an input place's taps. */
    final int step;

    /** By how many places the output moves back from one of them to the next. */
    final int outStep;

    private final int stride;
    private final int pad;
    private final int dilation;

    Taps(int in, int out, int kernel, int stride, int pad, int dilation) {
        this.stride = stride;
        this.pad = pad;
        this.dilation = dilation;
        int divisor = greatestCommonDivisor(stride, dilation);
        this.step = stride / divisor;
        this.outStep = dilation / divisor;
        this.first = new int[in];
        this.count = new int[in];
        for (int i = 0; i < in; i++) {
            for (int k = kernel - 1; k >= 0; k--) {
                if (reads(i, k, out)) {
                    first[i] = k;
                    count[i]++;
                }
            }
        }
    }

    /** The output place that reads input place {@code i} at its first tap. */
    int firstOut(int i) {
        return (i + pad - first[i] * dilation) / stride;
    }

    private boolean reads(int i, int k, int out) {
        int scaled = i + pad - k * dilation;
        return scaled >= 0 && scaled % stride == 0 && scaled / stride < out;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
