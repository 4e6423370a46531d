package io.lamina.examples;

import io.lamina.runtime.Batch;
import io.lamina.runtime.CounterRandom;
import io.lamina.training.Dataset;

/** Digits at random times of a diffusion (Ho et al., 2020): what is seen, the time, and the noise that was added. */
final class NoisedDigits {
    static final int TIMES = 1000;
    private static final int PIXELS = 64;
    private static final double FIRST_BETA = 1e-4;
    private static final double LAST_BETA = 0.02;

    private final Dataset digits;
    private final long times;
    private final long noise;
    /** The share of the variance that is left of the image at each time. */
    private final double[] kept = new double[TIMES];

    NoisedDigits(Dataset digits, long seed) {
        this.digits = digits;
        this.times = CounterRandom.key(seed, "time");
        this.noise = CounterRandom.key(seed, "noise");
        double product = 1;
        for (int t = 0; t < TIMES; t++) {
            product *= 1 - (FIRST_BETA + (LAST_BETA - FIRST_BETA) * t / (TIMES - 1));
            kept[t] = product;
        }
    }

    /** Fills inputs image, time and added of a batch with its {@code step}-th samples. */
    void fill(Batch batch, int step) {
        float[] pixels = digits.floats("image");
        for (int i = 0; i < batch.size(); i++) {
            long sample = (long) step * batch.size() + i;
            int time = CounterRandom.bounded(times, sample, TIMES);
            int row = (int) (sample % digits.size()) * PIXELS;
            float image = (float) Math.sqrt(kept[time]);
            float rest = (float) Math.sqrt(1 - kept[time]);
            batch.floats(1)[i] = time;
            for (int k = 0; k < PIXELS; k++) {
                float added = (float) CounterRandom.gaussian(noise, sample * PIXELS + k);
                batch.floats(0)[i * PIXELS + k] = image * (2 * pixels[row + k] - 1) + rest * added;
                batch.floats(2)[i * PIXELS + k] = added;
            }
        }
    }
}
