package io.lamina.processor.memory;

import java.util.Locale;

/**
 * Where a tensor lies: {@code array[fixed + B * perSample]}.
 *
 * @param name the input's or output's name, for arrays that the caller gives
 */
public record Place(Array array, String name, long fixed, long perSample) {
    /** The arrays that a generated method sees. */
    public enum Array {
        /** Given by the caller. */
        INPUT,
        /** The caller's array for a result. */
        OUTPUT,
        /** All weights. */
        PARAMETERS,
        /** Behind the weights, in the same array: what follows from them alone, computed once. */
        PREPARED,
        /** The gradients of the trained weights. */
        GRADIENTS,
        /** What a step reports. */
        METRICS,
        /** The workspace's floats. */
        FLOATS,
        /** The workspace's ints. */
        INTS,
        /** The floats of a session, which live from call to call. */
        STATE,
        /** The ints of a session. */
        STATE_INTS,
        /** The memory of the thread that runs: scratch memory of calls, and behind it the values of a tile. */
        SCRATCH
    }

    static Place of(Array array, String name, long fixed) {
        return new Place(array, name, fixed, 0);
    }

    Place behind(long base) {
        return new Place(array, name, base + fixed, perSample);
    }

    /** {@code floats[512 + 1024 B]}, or {@code output logits}. */
    @Override
    public String toString() {
        String where = array.name().toLowerCase(Locale.ROOT);
        boolean named = array == Array.INPUT || array == Array.OUTPUT;
        return named
                ? where + " " + name
                : where + "[" + fixed + (perSample == 0 ? "" : " + " + perSample + " B") + "]";
    }
}
