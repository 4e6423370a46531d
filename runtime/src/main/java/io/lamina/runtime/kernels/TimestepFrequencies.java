package io.lamina.runtime.kernels;

/** The angular frequencies of a time's waves: {@code base^(-i / (half - shift))}. In double by {@code StrictMath}. */
public final class TimestepFrequencies {
    final double[] values;

    /**
     * Computes them.
     *
     * @param half how many
     * @param base 10000 as a rule
     * @param shift below {@code half}
     */
    public TimestepFrequencies(int half, double base, double shift) {
        values = new double[half];
        for (int i = 0; i < half; i++) {
            values[i] = StrictMath.pow(base, -i / (half - shift));
        }
    }
}
