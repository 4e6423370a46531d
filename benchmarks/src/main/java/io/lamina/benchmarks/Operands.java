package io.lamina.benchmarks;

import io.lamina.runtime.CounterRandom;

/** Made-up numbers for kernels. */
final class Operands {
    private Operands() {}

    /** Numbers between -1/2 and 1/2. */
    static float[] random(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = CounterRandom.uniform(0, i) - 0.5f;
        }
        return values;
    }
}
