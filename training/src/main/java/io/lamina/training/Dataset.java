package io.lamina.training;

import io.lamina.runtime.CounterRandom;
import io.lamina.runtime.ElementType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Samples in memory: named columns of floats or ints or of sequences of them, which a model's inputs of the same names read. Immutable, provided
 * that the arrays it was built from are left alone: they are not copied, and its parts share them.
 */
public final class Dataset {
    private final Map<String, Column> columns;
    private final int[] rows;

    private Dataset(Map<String, Column> columns, int[] rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /** Starts an empty dataset. */
    public static Builder builder() {
        return new Builder();
    }

    /** Number of rows (samples). */
    public int size() {
        return rows.length;
    }

    /** Names of the columns, in the order they were added. */
    public Set<String> columns() {
        return columns.keySet();
    }

    /**
     * A copy of a float column in the order of the rows.
     *
     * @throws IllegalArgumentException if there is no such column or it holds ints
     */
    public float[] floats(String name) {
        Column column = column(name, ElementType.FLOAT32);
        float[] values = new float[numbers(column)];
        copy(column, values);
        return values;
    }

    /**
     * A copy of an int column in the order of the rows.
     *
     * @throws IllegalArgumentException if there is no such column or it holds floats
     */
    public int[] ints(String name) {
        Column column = column(name, ElementType.INT32);
        int[] values = new int[numbers(column)];
        copy(column, values);
        return values;
    }

    private int numbers(Column column) {
        return IntStream.of(rows).map(column::length).reduce(0, Math::addExact);
    }

    private void copy(Column column, Object values) {
        int at = 0;
        for (int row : rows) {
            System.arraycopy(column.values(), column.start(row), values, at, column.length(row));
            at += column.length(row);
        }
    }

    /**
     * Shuffles the rows by {@code seed} and cuts them in two; the same on every machine.
     *
     * @param fraction share of the rows that goes into {@link Split#train()}, rounded to the nearest row
     * @throws IllegalArgumentException if a part would be empty
     */
    public Split split(double fraction, long seed) {
        int first = (int) Math.round(fraction * size());
        if (!(fraction > 0 && fraction < 1) || first == 0 || first == size()) {
            throw new IllegalArgumentException("a fraction of " + fraction + " does not split " + size()
                    + " rows into two parts that both have rows");
        }
        int[] order = CounterRandom.permutation(CounterRandom.key(seed, "split"), size());
        int[] train = IntStream.of(order).limit(first).toArray();
        int[] test = IntStream.of(order).skip(first).toArray();
        return new Split(rows(train), rows(test));
    }

    /**
     * The given rows in the given order; a row may occur more than once.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public Dataset rows(int... indices) {
        return new Dataset(columns, IntStream.of(indices).map(i -> rows[i]).toArray());
    }

    /** The first {@code count} rows, or all if there are fewer. */
    public Dataset first(int count) {
        return new Dataset(columns, IntStream.of(rows).limit(count).toArray());
    }

    /** For example {@code 1797 rows of image (64 floats per row), digit (1 int per row)}. */
    @Override
    public String toString() {
        return size() + " rows of " + describeColumns();
    }

    Map<String, Column> columnsByName() {
        return columns;
    }

    /** The row of the columns that row {@code index} of this dataset is. */
    int row(int index) {
        return rows[index];
    }

    String describeColumns() {
        return columns.values().stream().map(Column::describe).collect(Collectors.joining(", "));
    }

    private Column column(String name, ElementType type) {
        Column column = columns.get(name);
        if (column == null || column.type() != type) {
            throw new IllegalArgumentException(
                    "expected a column '" + name + "' of " + type + ", but the data has " + describeColumns());
        }
        return column;
    }

    /** Collects columns; all must have the same number of rows. */
    public static final class Builder {
        private final Map<String, Column> columns = new LinkedHashMap<>();

        private Builder() {}

        /** A column of one float for each row. */
        public Builder floats(String name, float[] values) {
            return floats(name, 1, values);
        }

        /** A column of {@code width} floats for each row, row after row, for instance the pixels of an image. */
        public Builder floats(String name, int width, float[] values) {
            return add(Column.of(name, width, values));
        }

        /** A column of one array of floats for each row, all as long; copied. */
        public Builder floats(String name, float[][] values) {
            int width = values.length == 0 ? 1 : values[0].length;
            float[] flat = new float[Math.multiplyExact(values.length, width)];
            for (int row = 0; row < values.length; row++) {
                if (values[row].length != width) {
                    throw new IllegalArgumentException("column " + name + ": expected " + width
                            + " floats in each row, as in row 0, but found " + values[row].length + " in row " + row);
                }
                System.arraycopy(values[row], 0, flat, row * width, width);
            }
            return floats(name, width, flat);
        }

        /** A column of one int for each row, such as a label. */
        public Builder ints(String name, int[] values) {
            return ints(name, 1, values);
        }

        /** A column of {@code width} ints for each row, row after row, such as the words of a sentence. */
        public Builder ints(String name, int width, int[] values) {
            return add(Column.of(name, width, values));
        }

        /**
         * A column of sequences of floats, of different lengths, for an input with a symbolic size such as {@code "T<=64 3"}; copied. Only
         * rows of the same length share a batch.
         */
        public Builder sequences(String name, float[][] rows) {
            return add(Column.sequences(name, rows));
        }

        /** As {@link #sequences(String, float[][])}, but shorter rows of a batch are filled up with {@code padding}. */
        public Builder sequences(String name, float[][] rows, float padding) {
            return add(Column.sequences(name, rows).paddedWith(padding));
        }

        /**
         * A column of sequences of ints, of different lengths, for an input with a symbolic size such as {@code "T<=64"}; copied. Only rows of
         * the same length share a batch.
         */
        public Builder sequences(String name, int[][] rows) {
            return add(Column.sequences(name, rows));
        }

        /**
         * As {@link #sequences(String, int[][])}, but shorter rows of a batch are filled up with {@code padding}: a token that stands for none,
         * or in labels the one that the loss ignores.
         */
        public Builder sequences(String name, int[][] rows, int padding) {
            return add(Column.sequences(name, rows).paddedWith(padding));
        }

        /**
         * The dataset.
         *
         * @throws IllegalArgumentException if there is no column or the columns differ in their number of rows
         */
        public Dataset build() {
            if (columns.isEmpty()) {
                throw new IllegalArgumentException("a dataset needs at least one column");
            }
            Column first = columns.values().iterator().next();
            int size = first.rows();
            for (Column column : columns.values()) {
                int found = column.rows();
                if (found != size) {
                    throw new IllegalArgumentException("column " + column.name() + ": expected " + size
                            + " rows, as in column " + first.name() + ", but found " + found);
                }
            }
            return new Dataset(
                    new LinkedHashMap<>(columns), IntStream.range(0, size).toArray());
        }

        private Builder add(Column column) {
            if (!column.isSequences()) {
                requireWidth(column);
            }
            if (columns.putIfAbsent(column.name(), column) != null) {
                throw new IllegalArgumentException("two columns are named " + column.name());
            }
            return this;
        }

        private static void requireWidth(Column column) {
            if (column.width() < 1) {
                throw new IllegalArgumentException(
                        "column " + column.name() + ": the width must be at least 1, but is " + column.width());
            }
            if (column.numbers() % column.width() != 0) {
                throw new IllegalArgumentException("column " + column.name() + ": expected a multiple of "
                        + column.width() + " numbers, but found " + column.numbers());
            }
        }
    }
}
