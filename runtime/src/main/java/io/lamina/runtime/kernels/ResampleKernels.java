package io.lamina.runtime.kernels;

/** Another number of places along one dimension, each a weighted sum of some that follow each other. */
public final class ResampleKernels {
    private ResampleKernels() {}

    /**
     * {@code y[i, o, j] = sum over k of w[o, k] x[i, k, j]}, in the order of k.
     *
     * @param y result {@code [n, outputs, block]}
     * @param yo offset of {@code y}
     * @param x input {@code [n, inputs, block]}
     * @param xo offset of {@code x}
     * @param n times
     * @param block numbers that move together
     * @param g the weights
     */
    public static void resample(float[] y, int yo, float[] x, int xo, int n, int block, Resampling g) {
        for (int i = 0; i < n; i++) {
            for (int o = 0; o < g.outputs; o++) {
                int row = yo + (i * g.outputs + o) * block;
                int source = xo + (i * g.inputs + g.first[o]) * block;
                ArithmeticKernels.scale(y, row, x, source, block, g.weights[g.start[o]]);
                for (int k = g.start[o] + 1; k < g.start[o + 1]; k++) {
                    source += block;
                    PlainDense.addScaled(y, row, x, source, g.weights[k], block);
                }
            }
        }
    }
}
