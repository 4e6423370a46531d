package io.lamina.runtime.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;

/** What the kernel tests share: random inputs, outputs with guarded borders, comparisons. */
final class Tensors {
    /** Offset of every tensor in its array, and the width of the guarded border behind outputs. */
    static final int OFFSET = 3;

    static final float UNTOUCHED = 12345f;

    private Tensors() {}

    /** Values from -1 to 1 from {@link #OFFSET} on; nothing follows them in the array. */
    static float[] random(long seed, int n) {
        Random random = new Random(seed);
        float[] values = new float[OFFSET + n];
        for (int i = OFFSET; i < values.length; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return values;
    }

    static float[] output(int n) {
        float[] values = new float[n + 2 * OFFSET];
        Arrays.fill(values, UNTOUCHED);
        return values;
    }

    /** An output that starts with the values of {@code input}. */
    static float[] copy(float[] input) {
        float[] values = output(input.length - OFFSET);
        System.arraycopy(input, OFFSET, values, OFFSET, input.length - OFFSET);
        return values;
    }

    /** Every element within {@code tolerance} times the largest expected magnitude, and the borders untouched. */
    static void assertClose(String what, float[] actual, double[] expected, double tolerance) {
        double largest = 1e-30;
        for (double e : expected) {
            largest = Math.max(largest, Math.abs(e));
        }
        assertThat(actual).hasSize(expected.length + 2 * OFFSET);
        for (int i = 0; i < expected.length; i++) {
            double error = Math.abs(actual[OFFSET + i] - expected[i]);
            if (!(error <= tolerance * largest)) {
                throw new AssertionError(what + ": element " + i + " is " + actual[OFFSET + i] + ", expected "
                        + expected[i] + " within " + tolerance * largest);
            }
        }
        assertBorders(what, actual);
    }

    static void assertBorders(String what, float[] actual) {
        for (int i = 0; i < OFFSET; i++) {
            assertThat(actual[i]).as(what + ": before the output").isEqualTo(UNTOUCHED);
            assertThat(actual[actual.length - 1 - i])
                    .as(what + ": behind the output")
                    .isEqualTo(UNTOUCHED);
        }
    }

    static double[] toDoubles(float[] output) {
        double[] values = new double[output.length - 2 * OFFSET];
        for (int i = 0; i < values.length; i++) {
            values[i] = output[OFFSET + i];
        }
        return values;
    }

    static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
