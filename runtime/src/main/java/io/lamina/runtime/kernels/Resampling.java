package io.lamina.runtime.kernels;

import java.util.Arrays;

/**
 * How places along one dimension are made of others: output {@code o} is the sum of the inputs from {@code first[o]} on, with the
 * weights from {@code start[o]} to {@code start[o + 1]}. Immutable.
 */
public final class Resampling {
    /** Number of inputs. */
    final int inputs;

    /** Number of outputs. */
    final int outputs;

    /** The first input of each output. */
    final int[] first;

    /** Where each output's weights begin, and one behind the last. */
    final int[] start;

    /** All weights; an output has one at least. */
    final float[] weights;

    /**
     * The weights of one dimension.
     *
     * @param linear whether {@code large} places mix the two of {@code small} around {@code (i + 1/2) small / large - 1/2}; otherwise each
     *     of {@code small} places is the mean of those from {@code floor(i large / small)} to {@code ceil((i + 1) large / small)}
     * @param large the greater number of places
     * @param small the smaller number of places
     * @param transposed whether inputs and outputs change roles, as they do in the gradient
     */
    public Resampling(boolean linear, int large, int small, boolean transposed) {
        int rows = linear ? large : small;
        int columns = linear ? small : large;
        double[][] matrix = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            if (linear) {
                double place = Math.max(0, (i + 0.5) * small / large - 0.5);
                int before = (int) place;
                matrix[i][before] += 1 - (place - before);
                matrix[i][Math.min(before + 1, small - 1)] += place - before;
            } else {
                int from = (int) ((long) i * large / small);
                int to = (int) (((i + 1L) * large + small - 1) / small);
                for (int k = from; k < to; k++) {
                    matrix[i][k] = 1.0 / (to - from);
                }
            }
        }
        this.inputs = transposed ? rows : columns;
        this.outputs = transposed ? columns : rows;
        this.first = new int[outputs];
        this.start = new int[outputs + 1];
        float[] all = new float[rows * columns];
        int count = 0;
        for (int o = 0; o < outputs; o++) {
            int from = 0;
            while (weight(matrix, transposed, o, from) == 0) {
                from++;
            }
            int to = inputs;
            while (weight(matrix, transposed, o, to - 1) == 0) {
                to--;
            }
            first[o] = from;
            for (int k = from; k < to; k++) {
                all[count++] = (float) weight(matrix, transposed, o, k);
            }
            start[o + 1] = count;
        }
        this.weights = Arrays.copyOf(all, count);
    }

    private static double weight(double[][] matrix, boolean transposed, int output, int input) {
        return transposed ? matrix[input][output] : matrix[output][input];
    }
}
