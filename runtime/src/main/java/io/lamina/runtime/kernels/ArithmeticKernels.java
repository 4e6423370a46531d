package io.lamina.runtime.kernels;

import java.util.Arrays;

/** Elementwise arithmetic and movement of data. */
public final class ArithmeticKernels {
    /** Floats that stay in the first-level cache from one operation to the next. */
    private static final int BLOCK = 2048;

    private ArithmeticKernels() {}

    /**
     * {@code y[i] = a[i] + b[i]}. In place allowed.
     *
     * @param y result
     * @param yo offset of {@code y}
     * @param a first operand
     * @param ao offset of {@code a}
     * @param b second operand
     * @param bo offset of {@code b}
     * @param n elements
     */
    public static void add(float[] y, int yo, float[] a, int ao, float[] b, int bo, int n) {
        if (Lane.VECTOR) {
            VectorArithmetic.add(y, yo, a, ao, b, bo, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            y[yo + i] = a[ao + i] + b[bo + i];
        }
    }

    /**
     * {@code y[i] = a[i] - b[i]}. In place allowed.
     *
     * @param y result
     * @param yo offset of {@code y}
     * @param a first operand
     * @param ao offset of {@code a}
     * @param b second operand
     * @param bo offset of {@code b}
     * @param n elements
     */
    public static void subtract(float[] y, int yo, float[] a, int ao, float[] b, int bo, int n) {
        if (Lane.VECTOR) {
            VectorArithmetic.subtract(y, yo, a, ao, b, bo, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            y[yo + i] = a[ao + i] - b[bo + i];
        }
    }

    /**
     * {@code y[i] = a[i] * b[i]}. In place allowed.
     *
     * @param y result
     * @param yo offset of {@code y}
     * @param a first operand
     * @param ao offset of {@code a}
     * @param b second operand
     * @param bo offset of {@code b}
     * @param n elements
     */
    public static void multiply(float[] y, int yo, float[] a, int ao, float[] b, int bo, int n) {
        if (Lane.VECTOR) {
            VectorArithmetic.multiply(y, yo, a, ao, b, bo, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            y[yo + i] = a[ao + i] * b[bo + i];
        }
    }

    /**
     * {@code y[i] = f(a[i] + b[i])}, in one pass over memory. In place allowed.
     *
     * @param y result
     * @param yo offset of {@code y}
     * @param a first operand
     * @param ao offset of {@code a}
     * @param b second operand
     * @param bo offset of {@code b}
     * @param n elements
     * @param activation id of f from {@link Activations}
     * @param alpha slope of LEAKY_RELU, else ignored
     */
    public static void addActivate(
            float[] y, int yo, float[] a, int ao, float[] b, int bo, int n, int activation, float alpha) {
        for (int i = 0; i < n; i += BLOCK) {
            int count = Math.min(BLOCK, n - i);
            add(y, yo + i, a, ao + i, b, bo + i, count);
            ActivationKernels.forward(y, yo + i, y, yo + i, count, activation, alpha);
        }
    }

    /**
     * {@code y[i] = f(a[i] - b[i])}, in one pass over memory. In place allowed.
     *
     * @param y result
     * @param yo offset of {@code y}
     * @param a first operand
     * @param ao offset of {@code a}
     * @param b second operand
     * @param bo offset of {@code b}
     * @param n elements
     * @param activation id of f from {@link Activations}
     * @param alpha slope of LEAKY_RELU, else ignored
     */
    public static void subtractActivate(
            float[] y, int yo, float[] a, int ao, float[] b, int bo, int n, int activation, float alpha) {
        for (int i = 0; i < n; i += BLOCK) {
            int count = Math.min(BLOCK, n - i);
            subtract(y, yo + i, a, ao + i, b, bo + i, count);
            ActivationKernels.forward(y, yo + i, y, yo + i, count, activation, alpha);
        }
    }

    /**
     * {@code y[i] = f(a[i] * b[i])}, in one pass over memory. In place allowed.
     *
     * @param y result
     * @param yo offset of {@code y}
     * @param a first operand
     * @param ao offset of {@code a}
     * @param b second operand
     * @param bo offset of {@code b}
     * @param n elements
     * @param activation id of f from {@link Activations}
     * @param alpha slope of LEAKY_RELU, else ignored
     */
    public static void multiplyActivate(
            float[] y, int yo, float[] a, int ao, float[] b, int bo, int n, int activation, float alpha) {
        for (int i = 0; i < n; i += BLOCK) {
            int count = Math.min(BLOCK, n - i);
            multiply(y, yo + i, a, ao + i, b, bo + i, count);
            ActivationKernels.forward(y, yo + i, y, yo + i, count, activation, alpha);
        }
    }

    /**
     * {@code y[i] = x[i] * factor}. In place allowed.
     *
     * @param y result
     * @param yo offset of {@code y}
     * @param x input
     * @param xo offset of {@code x}
     * @param n elements
     * @param factor the factor
     */
    public static void scale(float[] y, int yo, float[] x, int xo, int n, float factor) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i] * factor;
        }
    }

    /**
     * {@code y[i] = x[i] * s[0]}. In place allowed.
     *
     * @param y result
     * @param yo offset of {@code y}
     * @param x input
     * @param xo offset of {@code x}
     * @param s the factor, one float
     * @param so offset of {@code s}
     * @param n elements
     */
    public static void multiplyScalar(float[] y, int yo, float[] x, int xo, float[] s, int so, int n) {
        scale(y, yo, x, xo, n, s[so]);
    }

    /**
     * {@code y[i] = value}.
     *
     * @param y result
     * @param yo offset of {@code y}
     * @param n elements
     * @param value the value
     */
    public static void fill(float[] y, int yo, int n, float value) {
        Arrays.fill(y, yo, yo + n, value);
    }

    /**
     * {@code y[i] = x[i]}; the two may overlap.
     *
     * @param y result
     * @param yo offset of {@code y}
     * @param x input
     * @param xo offset of {@code x}
     * @param n elements
     */
    public static void copy(float[] y, int yo, float[] x, int xo, int n) {
        System.arraycopy(x, xo, y, yo, n);
    }

    /**
     * {@code y[r, j] = x[r, j] + row[j]}. In place allowed.
     *
     * @param y result {@code [n, c]}
     * @param yo offset of {@code y}
     * @param x input {@code [n, c]}
     * @param xo offset of {@code x}
     * @param row row {@code [c]}
     * @param ro offset of {@code row}
     * @param n rows
     * @param c columns
     */
    public static void addRow(float[] y, int yo, float[] x, int xo, float[] row, int ro, int n, int c) {
        for (int r = 0; r < n; r++) {
            add(y, yo + r * c, x, xo + r * c, row, ro, c);
        }
    }

    /**
     * {@code y[r, j] = x[r, j] - row[j]}. In place allowed.
     *
     * @param y result {@code [n, c]}
     * @param yo offset of {@code y}
     * @param x input {@code [n, c]}
     * @param xo offset of {@code x}
     * @param row row {@code [c]}
     * @param ro offset of {@code row}
     * @param n rows
     * @param c columns
     */
    public static void subtractRow(float[] y, int yo, float[] x, int xo, float[] row, int ro, int n, int c) {
        for (int r = 0; r < n; r++) {
            subtract(y, yo + r * c, x, xo + r * c, row, ro, c);
        }
    }

    /**
     * {@code y[r, j] = x[r, j] * row[j]}. In place allowed.
     *
     * @param y result {@code [n, c]}
     * @param yo offset of {@code y}
     * @param x input {@code [n, c]}
     * @param xo offset of {@code x}
     * @param row row {@code [c]}
     * @param ro offset of {@code row}
     * @param n rows
     * @param c columns
     */
    public static void multiplyRow(float[] y, int yo, float[] x, int xo, float[] row, int ro, int n, int c) {
        for (int r = 0; r < n; r++) {
            multiply(y, yo + r * c, x, xo + r * c, row, ro, c);
        }
    }

    /**
     * Copies a block of columns between matrices: {@code y[r * yStride + j] = x[r * xStride + j]} for {@code j < width}.
     * Concatenation and slicing along the last dimension.
     *
     * @param y result
     * @param yo offset of {@code y}'s block
     * @param yStride floats between rows of {@code y}
     * @param x input
     * @param xo offset of {@code x}'s block
     * @param xStride floats between rows of {@code x}
     * @param rows rows
     * @param width floats copied per row
     */
    public static void copyColumns(
            float[] y, int yo, int yStride, float[] x, int xo, int xStride, int rows, int width) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(x, xo + r * xStride, y, yo + r * yStride, width);
        }
    }

    /**
     * Transposes each of {@code n} blocks of the given dimensions: result dimension i is source dimension {@code
     * permutation[i]}.
     *
     * @param y result
     * @param yo offset of {@code y}
     * @param x input
     * @param xo offset of {@code x}
     * @param n blocks
     * @param dims dimensions of a source block
     * @param permutation a permutation of {@code 0 … dims.length - 1}
     */
    public static void permute(float[] y, int yo, float[] x, int xo, int n, int[] dims, int[] permutation) {
        int block = 1;
        for (int d : dims) {
            block *= d;
        }
        for (int i = 0; i < n; i++) {
            Permutation.copy(y, yo + i * block, x, xo + i * block, dims, permutation, 0);
        }
    }

    /**
     * Two neighbouring dimensions change places: {@code y[i, c, r, j] = x[i, r, c, j]}.
     *
     * @param y result {@code [n, columns, rows, block]}; not the place of {@code x}
     * @param yo offset of {@code y}
     * @param x input {@code [n, rows, columns, block]}
     * @param xo offset of {@code x}
     * @param n blocks of rows
     * @param rows the dimension in front
     * @param columns the one behind it
     * @param block numbers that move together
     */
    public static void swap(float[] y, int yo, float[] x, int xo, int n, int rows, int columns, int block) {
        int size = rows * columns * block;
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < columns; c++) {
                swapRow(
                        y,
                        yo + i * size + c * rows * block,
                        x,
                        xo + i * size + c * block,
                        rows,
                        columns * block,
                        block);
            }
        }
    }

    /** Rows of {@code block} numbers that lie {@code step} apart, one behind the other. */
    private static void swapRow(float[] y, int yo, float[] x, int xo, int rows, int step, int block) {
        if (block == 1) {
            for (int r = 0; r < rows; r++) {
                y[yo + r] = x[xo + r * step];
            }
            return;
        }
        for (int r = 0; r < rows; r++) {
            System.arraycopy(x, xo + r * step, y, yo + r * block, block);
        }
    }
}
