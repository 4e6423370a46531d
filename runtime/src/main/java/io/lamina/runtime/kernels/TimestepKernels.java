package io.lamina.runtime.kernels;

/**
 * Waves of a number (Ho and others, "Denoising Diffusion Probabilistic Models", 2020). Angles and waves are computed in
 * double and rounded once, as times are up to a thousand; a model has one for each sample.
 */
public final class TimestepKernels {
    private TimestepKernels() {}

    /**
     * {@code y[r, cosines + i] = cos(t[r] f_i)}, {@code y[r, half - cosines + i] = sin(t[r] f_i)}.
     *
     * @param y result {@code [n, 2 half]}
     * @param yo offset of {@code y}
     * @param t input {@code [n]}
     * @param to offset of {@code t}
     * @param n numbers
     * @param half how many waves
     * @param frequencies of the waves
     * @param cosines the first column of the cosines: 0 or {@code half}
     */
    public static void forward(
            float[] y, int yo, float[] t, int to, int n, int half, TimestepFrequencies frequencies, int cosines) {
        double[] f = frequencies.values;
        for (int r = 0; r < n; r++) {
            double time = t[to + r];
            int row = yo + r * 2 * half;
            for (int i = 0; i < half; i++) {
                double angle = time * f[i];
                y[row + cosines + i] = (float) Waves.cos(angle);
                y[row + half - cosines + i] = (float) Waves.sin(angle);
            }
        }
    }

    /**
     * {@code dt[r] = sum_i f_i (cos_i dsin_i - sin_i dcos_i)}, in the order of the waves.
     *
     * @param dt result {@code [n]}
     * @param dto offset of {@code dt}
     * @param dy gradient of the waves {@code [n, 2 half]}
     * @param dyo offset of {@code dy}
     * @param y the waves {@code [n, 2 half]}
     * @param yo offset of {@code y}
     * @param n numbers
     * @param half how many waves
     * @param frequencies of the waves
     * @param cosines the first column of the cosines: 0 or {@code half}
     */
    public static void backward(
            float[] dt,
            int dto,
            float[] dy,
            int dyo,
            float[] y,
            int yo,
            int n,
            int half,
            TimestepFrequencies frequencies,
            int cosines) {
        double[] f = frequencies.values;
        int sines = half - cosines;
        for (int r = 0; r < n; r++) {
            int row = r * 2 * half;
            double sum = 0;
            for (int i = 0; i < half; i++) {
                double turned = (double) y[yo + row + cosines + i] * dy[dyo + row + sines + i]
                        - (double) y[yo + row + sines + i] * dy[dyo + row + cosines + i];
                sum += f[i] * turned;
            }
            dt[dto + r] = (float) sum;
        }
    }
}
