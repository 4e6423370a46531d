package io.lamina.training;

import io.lamina.runtime.ElementType;

/** One named column of a dataset: as many numbers for each row, floats or ints. */
final class Column {
    private final String name;
    private final ElementType type;
    private final int width;
    private final float[] floats;
    private final int[] ints;

    private Column(String name, ElementType type, int width, float[] floats, int[] ints) {
        this.name = name;
        this.type = type;
        this.width = width;
        this.floats = floats;
        this.ints = ints;
    }

    static Column of(String name, int width, float[] values) {
        return new Column(name, ElementType.FLOAT32, width, values, new int[0]);
    }

    static Column of(String name, int width, int[] values) {
        return new Column(name, ElementType.INT32, width, new float[0], values);
    }

    String name() {
        return name;
    }

    ElementType type() {
        return type;
    }

    /** Numbers for each row. */
    int width() {
        return width;
    }

    /** Numbers of all rows. */
    int length() {
        return type == ElementType.FLOAT32 ? floats.length : ints.length;
    }

    /** Copies a row to place {@code slot} of an array of rows. */
    void copy(int row, float[] to, int slot) {
        System.arraycopy(floats, row * width, to, slot * width, width);
    }

    /** Copies a row to place {@code slot} of an array of rows. */
    void copy(int row, int[] to, int slot) {
        System.arraycopy(ints, row * width, to, slot * width, width);
    }

    /** For messages: {@code image (64 floats per row)}. */
    String describe() {
        String unit = type == ElementType.FLOAT32 ? "float" : "int";
        return name + " (" + width + " " + unit + (width == 1 ? "" : "s") + " per row)";
    }
}
