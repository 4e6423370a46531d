package io.lamina.processor.memory;

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
        /** The gradients of the trained weights. */
        GRADIENTS,
        /** What a step reports. */
        METRICS,
        /** The workspace's floats. */
        FLOATS,
        /** The workspace's ints. */
        INTS
    }

    static Place of(Array array, String name, long fixed) {
        return new Place(array, name, fixed, 0);
    }
}
