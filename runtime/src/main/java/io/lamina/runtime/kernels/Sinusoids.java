package io.lamina.runtime.kernels;

/**
 * The positions of Vaswani et al., 2017: column {@code 2 i} of row p is {@code sin(p / base^(2 i / c))}, column {@code 2 i + 1} is the
 * cosine of the same. Computed in double by {@code StrictMath} and rounded once.
 */
public final class Sinusoids {
    final float[] table;

    /**
     * Computes the table.
     *
     * @param length rows
     * @param c columns
     * @param base 10000 in the paper
     */
    public Sinusoids(int length, int c, double base) {
        table = new float[length * c];
        for (int j = 0; j < c; j++) {
            double wavelength = StrictMath.pow(base, (double) (j - j % 2) / c);
            for (int p = 0; p < length; p++) {
                double angle = p / wavelength;
                table[p * c + j] = (float) (j % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle));
            }
        }
    }
}
