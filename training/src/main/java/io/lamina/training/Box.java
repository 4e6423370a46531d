package io.lamina.training;

import java.util.Arrays;

/** Copies between dense arrays whose shapes differ: what both have. */
final class Box {
    private Box() {}

    /**
     * Copies the common part.
     *
     * @param from a {@code float[]} or {@code int[]}, and where and in which shape its numbers lie
     * @param to an array of the same type, and where and in which shape they go
     */
    static void copy(Object from, int fromStart, int[] fromShape, Object to, int toStart, int[] toShape) {
        if (Arrays.equals(fromShape, toShape)) {
            System.arraycopy(from, fromStart, to, toStart, size(fromShape, 0));
        } else {
            copy(from, fromStart, fromShape, to, toStart, toShape, 0);
        }
    }

    private static void copy(
            Object from, int fromStart, int[] fromShape, Object to, int toStart, int[] toShape, int level) {
        int count = Math.min(fromShape[level], toShape[level]);
        int fromStep = size(fromShape, level + 1);
        int toStep = size(toShape, level + 1);
        if (fromStep == toStep && sameFrom(fromShape, toShape, level + 1)) {
            System.arraycopy(from, fromStart, to, toStart, count * fromStep);
            return;
        }
        for (int i = 0; i < count; i++) {
            copy(from, fromStart + i * fromStep, fromShape, to, toStart + i * toStep, toShape, level + 1);
        }
    }

    private static boolean sameFrom(int[] a, int[] b, int level) {
        return Arrays.equals(a, level, a.length, b, level, b.length);
    }

    /** Numbers behind one place of the dimension in front of {@code level}. */
    static int size(int[] shape, int level) {
        int size = 1;
        for (int i = level; i < shape.length; i++) {
            size *= shape[i];
        }
        return size;
    }
}
