package io.lamina.runtime.kernels;

/** The sums of one chunk of rows, block by block, and what all chunks give together. */
final class NormChunks {
    /** The most rows of a block, and what the rows of a chunk are a multiple of. */
    private static final int BLOCK = 64;

    /** Floats of a block's tensor, so that several of them lie in the first-level cache. */
    private static final int BLOCK_SIZE = 2048;

    private static final int LEAST_BLOCK = 16;

    private NormChunks() {}

    /** Rows of a chunk; the last one that is not empty may have fewer. */
    static int rows(int n) {
        int even = (n + NormKernels.CHUNKS - 1) / NormKernels.CHUNKS;
        return (even + BLOCK - 1) / BLOCK * BLOCK;
    }

    /** Rows of a block: a power of two, so that blocks fill a chunk. */
    static int block(int c) {
        int rows = BLOCK;
        while (rows > LEAST_BLOCK && rows * c > BLOCK_SIZE) {
            rows /= 2;
        }
        return rows;
    }

    /** The floats of a block, or a few more: a sum that the compiler can make of a symbol. */
    static int blockFloats(int c) {
        return BLOCK_SIZE + LEAST_BLOCK * c;
    }

    /** Writes the mean of the first block, the sum of what differs from it, and the sum of the squares of that. */
    static void moments(float[] p, int po, float[] x, int xo, int rows, int c) {
        int block = block(c);
        int first = Math.min(block, rows);
        ReduceKernels.sumRows(p, po, x, xo, first, c);
        ArithmeticKernels.scale(p, po, p, po, c, 1f / first);
        ArithmeticKernels.fill(p, po + c, 2 * c, 0f);
        for (int r = 0; r < rows; r += block) {
            int count = Math.min(block, rows - r);
            if (Lane.VECTOR) {
                VectorNormSums.addMoments(p, po + c, po + 2 * c, po, x, xo + r * c, count, c);
            } else {
                PlainNorm.addMoments(p, po + c, po + 2 * c, po, x, xo + r * c, count, c, 0);
            }
        }
    }

    /** The mean of a channel, whose place in the first chunk is {@code at}. */
    static double mean(float[] p, int at, int n, int c) {
        int rows = rows(n);
        double sum = 0;
        for (int r = 0; r < n; r += rows) {
            int chunk = at + r / rows * 3 * c;
            sum += (double) Math.min(rows, n - r) * p[chunk] + p[chunk + c];
        }
        return sum / n;
    }

    /** The biased variance of a channel of this mean. */
    static double variance(float[] p, int at, double mean, int n, int c) {
        int rows = rows(n);
        double sum = 0;
        for (int r = 0; r < n; r += rows) {
            int chunk = at + r / rows * 3 * c;
            // With d = mean - k: the sum of (x - mean)^2 is that of (x - k)^2, less 2 d times that of x - k, and d^2
            // each.
            double d = mean - p[chunk];
            sum += p[chunk + 2 * c] + d * (Math.min(rows, n - r) * d - 2 * p[chunk + c]);
        }
        return Math.max(sum / n, 0);
    }

    /** Writes the sums of g and of {@code g * (x - mean)}. */
    static void products(
            float[] p, int po, float[] g, int go, float[] x, int xo, float[] mean, int mo, int rows, int c) {
        ArithmeticKernels.fill(p, po, 2 * c, 0f);
        int block = block(c);
        for (int r = 0; r < rows; r += block) {
            int at = r * c;
            addProducts(p, po, g, go + at, x, xo + at, mean, mo, Math.min(block, rows - r), c);
        }
    }

    /** The same of {@code g = dy * f'}, which is written on the way. */
    static void activeProducts(
            float[] p,
            int po,
            float[] g,
            int go,
            float[] dy,
            int dyo,
            float[] v,
            int vo,
            float[] x,
            int xo,
            float[] mean,
            int mo,
            int rows,
            int c,
            int activation,
            float alpha) {
        ArithmeticKernels.fill(p, po, 2 * c, 0f);
        if (activation == Activations.RELU) {
            if (Lane.VECTOR) {
                if (VectorNormRelu.addProducts(p, po, po + c, g, go, dy, dyo, v, vo, x, xo, mean, mo, rows, c)) {
                    return;
                }
            }
        }
        int block = block(c);
        for (int r = 0; r < rows; r += block) {
            int at = r * c;
            int count = Math.min(block, rows - r);
            ActivationKernels.backward(g, go + at, dy, dyo + at, v, vo + at, count * c, activation, alpha);
            addProducts(p, po, g, go + at, x, xo + at, mean, mo, count, c);
        }
    }

    /**
     * The sums of {@link #products} for {@code g = dy} where the norm's result is positive, else 0.
     *
     * @param rows the coefficients of {@link NormRows#ofResult} in scratch memory
     * @param room for the g of a block, in the same
     */
    static void reluProducts(
            float[] p,
            int po,
            float[] dy,
            int dyo,
            float[] x,
            int xo,
            float[] scratch,
            int rows,
            int room,
            int n,
            int c) {
        ArithmeticKernels.fill(p, po, 2 * c, 0f);
        if (Lane.VECTOR) {
            if (VectorNormRecomputed.addProducts(p, po, po + c, dy, dyo, x, xo, scratch, rows, n, c)) {
                return;
            }
        }
        int block = block(c);
        for (int r = 0; r < n; r += block) {
            int at = r * c;
            int count = Math.min(block, n - r);
            if (Lane.VECTOR) {
                VectorNorm.reluGradient(scratch, room, dy, dyo + at, x, xo + at, scratch, rows, count * c, c);
            } else {
                PlainNorm.reluGradient(scratch, room, dy, dyo + at, x, xo + at, scratch, rows, count * c, c);
            }
            addProducts(p, po, scratch, room, x, xo + at, scratch, rows, count, c);
        }
    }

    private static void addProducts(
            float[] p, int po, float[] g, int go, float[] x, int xo, float[] mean, int mo, int rows, int c) {
        if (Lane.VECTOR) {
            VectorNormSums.addProducts(p, po, po + c, g, go, x, xo, mean, mo, rows, c);
        } else {
            PlainNorm.addProducts(p, po, po + c, g, go, x, xo, mean, mo, rows, c, 0);
        }
    }
}
