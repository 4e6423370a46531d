package io.lamina.training;

import java.util.Arrays;

/** Numbers of one column while a file is read: arrays that grow. */
final class Growing {
    private float[] floats = new float[0];
    private int[] ints = new int[0];
    private int size;

    void add(float value) {
        if (size == floats.length) {
            floats = Arrays.copyOf(floats, larger());
        }
        floats[size++] = value;
    }

    void add(int value) {
        if (size == ints.length) {
            ints = Arrays.copyOf(ints, larger());
        }
        ints[size++] = value;
    }

    float[] floats() {
        return Arrays.copyOf(floats, size);
    }

    int[] ints() {
        return Arrays.copyOf(ints, size);
    }

    private int larger() {
        return Math.max(1024, Math.addExact(size, size / 2));
    }
}
