package io.lamina.runtime;

import java.util.Arrays;

/** A tensor of a safetensors file: name, type, shape and where its bytes lie behind the header. */
public final class TensorEntry {
    private final String name;
    private final String type;
    private final long[] shape;
    private final long elements;
    private final long begin;
    private final long end;

    TensorEntry(String name, String type, long[] shape, long elements, long begin, long end) {
        this.name = name;
        this.type = type;
        this.shape = shape;
        this.elements = elements;
        this.begin = begin;
        this.end = end;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Such as {@code F32}. */
    public String type() {
        return type;
    }

    /** A copy of its shape; empty for a scalar. */
    public long[] shape() {
        return shape.clone();
    }

    /** Number of elements. */
    public long elements() {
        return elements;
    }

    long begin() {
        return begin;
    }

    long end() {
        return end;
    }

    boolean hasShape(int[] expected) {
        boolean same = expected.length == shape.length;
        for (int d = 0; same && d < expected.length; d++) {
            same = shape[d] == expected[d];
        }
        return same;
    }

    /** For example {@code F32 [32, 1, 3, 3]}. */
    @Override
    public String toString() {
        return type + " " + Arrays.toString(shape);
    }
}
