package io.lamina.training;

import io.lamina.runtime.ElementType;
import java.util.stream.IntStream;

/** One named column of a dataset: numbers for each row, floats or ints, as many for each or sequences of different lengths. */
final class Column {
    private final String name;
    private final ElementType type;
    private final int width;
    private final float[] floats;
    private final int[] ints;
    /** Of sequences, where each row begins, and one behind the last; otherwise empty. */
    private final int[] starts;

    private final boolean padded;
    private final float padding;

    private Column(
            String name,
            ElementType type,
            int width,
            float[] floats,
            int[] ints,
            int[] starts,
            boolean padded,
            float padding) {
        this.name = name;
        this.type = type;
        this.width = width;
        this.floats = floats;
        this.ints = ints;
        this.starts = starts;
        this.padded = padded;
        this.padding = padding;
    }

    static Column of(String name, int width, float[] values) {
        return new Column(name, ElementType.FLOAT32, width, values, new int[0], new int[0], false, 0);
    }

    static Column of(String name, int width, int[] values) {
        return new Column(name, ElementType.INT32, width, new float[0], values, new int[0], false, 0);
    }

    /** Sequences of floats, copied. */
    static Column sequences(String name, float[][] rows) {
        int[] starts = starts(IntStream.range(0, rows.length).map(row -> rows[row].length), rows.length);
        float[] all = new float[starts[rows.length]];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, all, starts[row], rows[row].length);
        }
        return new Column(name, ElementType.FLOAT32, 0, all, new int[0], starts, false, 0);
    }

    /** Sequences of ints, copied. */
    static Column sequences(String name, int[][] rows) {
        int[] starts = starts(IntStream.range(0, rows.length).map(row -> rows[row].length), rows.length);
        int[] all = new int[starts[rows.length]];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, all, starts[row], rows[row].length);
        }
        return new Column(name, ElementType.INT32, 0, new float[0], all, starts, false, 0);
    }

    private static int[] starts(IntStream lengths, int rows) {
        int[] starts = new int[rows + 1];
        int[] each = lengths.toArray();
        for (int row = 0; row < rows; row++) {
            starts[row + 1] = Math.addExact(starts[row], each[row]);
        }
        return starts;
    }

    /** The same, with what stands behind the shorter ones of a batch; an int column's is a whole number. */
    Column paddedWith(float value) {
        return new Column(name, type, width, floats, ints, starts, true, value);
    }

    String name() {
        return name;
    }

    ElementType type() {
        return type;
    }

    boolean isSequences() {
        return starts.length > 0;
    }

    /** Whether rows of different lengths may share a batch. */
    boolean isPadded() {
        return padded;
    }

    float padding() {
        return padding;
    }

    /** Number of rows. */
    int rows() {
        return isSequences() ? starts.length - 1 : numbers() / width;
    }

    /** Numbers of all rows. */
    int numbers() {
        return type == ElementType.FLOAT32 ? floats.length : ints.length;
    }

    /** Numbers of each row where all have as many. */
    int width() {
        return width;
    }

    /** Numbers of a row. */
    int length(int row) {
        return isSequences() ? starts[row + 1] - starts[row] : width;
    }

    /** Where a row begins in {@link #values}. */
    int start(int row) {
        return isSequences() ? starts[row] : row * width;
    }

    /** The numbers of all rows: a {@code float[]} or an {@code int[]}. */
    Object values() {
        return type == ElementType.FLOAT32 ? floats : ints;
    }

    /** For messages: {@code image (64 floats per row)}, {@code words (sequences of ints)}. */
    String describe() {
        String unit = type == ElementType.FLOAT32 ? "float" : "int";
        return isSequences()
                ? name + " (sequences of " + unit + "s)"
                : name + " (" + width + " " + unit + (width == 1 ? "" : "s") + " per row)";
    }
}
