package io.lamina.runtime.kernels;

/**
 * Cosines and sines of rotary positions: angle {@code position * base^(-2 i / size)} for pair i of a head. The table holds as many
 * positions as were asked for so far; threads may ask at once.
 */
public final class RopeTable {
    /** Positions that a table grows by at least. */
    private static final int LEAST = 64;

    private final int size;
    private final double base;
    private volatile float[] table = new float[0];

    /**
     * Makes an empty one.
     *
     * @param size of a head, even
     * @param base of the wave lengths, above 0
     */
    public RopeTable(int size, double base) {
        this.size = size;
        this.base = base;
    }

    /** Size of a head. */
    int size() {
        return size;
    }

    /** Rows of {@code size / 2} cosines and as many sines, for at least {@code positions} positions. */
    float[] rows(int positions) {
        float[] rows = table;
        return rows.length >= positions * size ? rows : grow(positions);
    }

    private synchronized float[] grow(int positions) {
        if (table.length < positions * size) {
            int count = Math.max(positions, Math.max(LEAST, 2 * table.length / size));
            float[] rows = new float[count * size];
            for (int p = 0; p < count; p++) {
                row(rows, p);
            }
            table = rows;
        }
        return table;
    }

    private void row(float[] rows, int position) {
        int half = size / 2;
        for (int i = 0; i < half; i++) {
            double angle = position * StrictMath.pow(base, -2.0 * i / size);
            rows[position * size + i] = (float) StrictMath.cos(angle);
            rows[position * size + half + i] = (float) StrictMath.sin(angle);
        }
    }
}
