package io.lamina.runtime.kernels;

/**
 * Rotary positions (Su and others, "RoFormer", 2021): each pair of a head's elements is turned by an angle that grows with the row's
 * position, so that the product of a query and a key depends on their distance.
 */
public final class RopeKernels {
    private RopeKernels() {}

    /**
     * {@code (y1, y2) = (x1 cos - x2 sin, x2 cos + x1 sin)} for each pair of the first {@code turned} columns; the others are copied.
     * In place allowed. With {@code inverse} it turns back, which is its own gradient.
     *
     * @param y result {@code [n, t, width]}
     * @param yo offset of {@code y}
     * @param x input {@code [n, t, width]}
     * @param xo offset of {@code x}
     * @param n samples
     * @param t positions
     * @param width columns of a row
     * @param turned columns that are turned, a multiple of the head's size
     * @param table of the angles
     * @param interleaved whether a pair is {@code (2 i, 2 i + 1)}; else {@code (i, i + size / 2)}
     * @param inverse whether angles are negative
     * @param position of the first row of each t
     */
    public static void turn(
            float[] y,
            int yo,
            float[] x,
            int xo,
            int n,
            int t,
            int width,
            int turned,
            RopeTable table,
            boolean interleaved,
            boolean inverse,
            int position) {
        int size = table.size();
        float[] rows = table.rows(position + t);
        float sign = inverse ? -1f : 1f;
        for (int r = 0; r < n * t; r++) {
            int to = yo + r * width;
            int from = xo + r * width;
            int angles = (position + r % t) * size;
            for (int h = 0; h < turned; h += size) {
                if (interleaved) {
                    neighbours(y, to + h, x, from + h, rows, angles, size / 2, sign);
                } else {
                    halves(y, to + h, x, from + h, rows, angles, size / 2, sign);
                }
            }
            System.arraycopy(x, from + turned, y, to + turned, width - turned);
        }
    }

    private static void halves(float[] y, int yo, float[] x, int xo, float[] rows, int cosines, int half, float sign) {
        for (int i = 0; i < half; i++) {
            float cos = rows[cosines + i];
            float sin = rows[cosines + half + i] * sign;
            float a = x[xo + i];
            float b = x[xo + half + i];
            y[yo + i] = a * cos - b * sin;
            y[yo + half + i] = b * cos + a * sin;
        }
    }

    private static void neighbours(
            float[] y, int yo, float[] x, int xo, float[] rows, int cosines, int half, float sign) {
        for (int i = 0; i < half; i++) {
            float cos = rows[cosines + i];
            float sin = rows[cosines + half + i] * sign;
            float a = x[xo + 2 * i];
            float b = x[xo + 2 * i + 1];
            y[yo + 2 * i] = a * cos - b * sin;
            y[yo + 2 * i + 1] = b * cos + a * sin;
        }
    }
}
