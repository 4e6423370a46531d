package io.lamina.runtime;

/** Checks that generated classes make before they compute: what a caller gives against what the model declares. */
public final class Arguments {
    private Arguments() {}

    /**
     * An array that holds one sample.
     *
     * @param shape as declared, for the message
     * @throws IllegalArgumentException if its length is not {@code expected}
     */
    public static void sample(String name, String shape, int length, int expected) {
        if (length != expected) {
            throw new IllegalArgumentException(
                    name + " needs " + expected + " numbers (" + shape + "), but the array has " + length);
        }
    }

    /**
     * An array that holds a batch.
     *
     * @throws IllegalArgumentException if it is shorter than {@code samples} times {@code perSample}
     */
    public static void batch(String name, String shape, int length, int samples, int perSample) {
        long expected = (long) samples * perSample;
        if (length < expected) {
            throw new IllegalArgumentException(name + " needs " + expected + " numbers (" + samples + " samples of "
                    + shape + "), but the array has " + length);
        }
    }

    /**
     * The value of a symbolic size.
     *
     * @throws IllegalArgumentException if it is out of its bounds or no multiple of its divisor
     */
    public static void symbol(String name, int value, long lower, long upper, long divisor) {
        if (value < lower || value > upper) {
            throw new IllegalArgumentException(
                    name + " must lie between " + lower + " and " + upper + ", but is " + value);
        }
        if (value % divisor != 0) {
            throw new IllegalArgumentException(name + " must be a multiple of " + divisor + ", but is " + value);
        }
    }
}
