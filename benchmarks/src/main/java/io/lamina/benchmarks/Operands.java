package io.lamina.benchmarks;

import io.lamina.runtime.CounterRandom;

/** Made-up numbers for kernels. */
final class Operands {
    /** Where a cache line begins in a large array, and where the compiler places the first value of a workspace. */
    static final int START = 12;

    /** Floats from which G1 puts an array at the beginning of a region, up to a heap of 8 GiB. */
    private static final int LARGE = 1 << 19;

    private Operands() {}

    /** Numbers between -1/2 and 1/2. */
    static float[] random(int size) {
        return fill(new float[size], 0, size);
    }

    /** Room for {@code size} floats from {@link #START} on, which lie as a workspace's do: at the beginning of a cache line. */
    static float[] room(int size) {
        return new float[Math.max(LARGE, START + size + START)];
    }

    /** {@link #random} numbers from {@link #START} on, in {@link #room}. */
    static float[] placed(int size) {
        return fill(room(size), START, size);
    }

    private static float[] fill(float[] values, int from, int size) {
        for (int i = 0; i < size; i++) {
            values[from + i] = CounterRandom.uniform(0, i) - 0.5f;
        }
        return values;
    }
}
