package io.lamina;

/** The element type of a tensor. */
public enum DataType {
    /** 32-bit floats, a {@code float[]}. */
    FLOAT32,
    /** 32-bit integers, an {@code int[]}. */
    INT32
}
