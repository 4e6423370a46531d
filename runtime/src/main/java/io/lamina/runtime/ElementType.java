package io.lamina.runtime;

/** What a tensor's elements are. */
public enum ElementType {
    /** {@code float[]}. */
    FLOAT32,
    /** {@code int[]}: labels, indices, lengths. */
    INT32
}
