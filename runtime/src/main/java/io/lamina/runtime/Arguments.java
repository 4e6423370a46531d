package io.lamina.runtime;

/** Checks that generated classes make before they compute: what a caller gives against what the model declares. */
public final class Arguments {
    /** The position of a session that must be started before its first step. */
    public static final int NOT_STARTED = -1;

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
     * The numbers of an input that an embedding has a row for each of.
     *
     * @param count how many numbers of the array are read
     * @param perSample how many of them are one sample's
     * @param embedding its name
     * @throws IllegalArgumentException if one of them is not from 0 to below {@code vocabulary}
     */
    public static void tokens(String name, int[] values, int count, int perSample, String embedding, int vocabulary) {
        for (int i = 0; i < count; i++) {
            if (values[i] < 0 || values[i] >= vocabulary) {
                throw new IllegalArgumentException(name + " holds " + values[i] + " at position " + i % perSample
                        + " of sample " + i / perSample + ", but " + embedding + " has a vocabulary of " + vocabulary
                        + ", from 0 to " + (vocabulary - 1));
            }
        }
    }

    /**
     * The length of an array for so many numbers.
     *
     * @throws IllegalArgumentException if no array can be so long
     */
    public static int length(long numbers) {
        if (numbers < 0 || numbers > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a session of this batch keeps " + numbers
                    + " numbers, more than an array can hold; use a smaller batch");
        }
        return (int) numbers;
    }

    /**
     * The number of steps in an array that a session is given.
     *
     * @param stepSize numbers of one step, of all samples
     * @throws IllegalArgumentException if the array holds no step, or not whole ones
     */
    public static int steps(String name, int length, int stepSize) {
        if (length == 0 || length % stepSize != 0) {
            throw new IllegalArgumentException(name + " needs whole steps of " + stepSize
                    + (stepSize == 1 ? " number" : " numbers") + ", at least one, but the array has " + length);
        }
        return length / stepSize;
    }

    /**
     * Whether a session has room for more steps.
     *
     * @throws IllegalStateException if it has not
     */
    public static void room(String name, int position, int steps, int capacity) {
        if (position == NOT_STARTED) {
            throw new IllegalStateException(
                    "this session has not been started: start(…) takes the inputs that do not change with " + name);
        }
        if (steps < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but is " + steps);
        }
        if (steps > capacity - position) {
            throw new IllegalStateException("this session has come to step " + position + " of " + capacity
                    + " (the bound of " + name + "): there is no room for " + steps + " more; start() begins anew");
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
