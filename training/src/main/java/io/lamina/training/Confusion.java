package io.lamina.training;

import java.util.Locale;

/** How often a classifier took class i for class j. Immutable. */
public final class Confusion {
    private final int[][] counts;

    private Confusion(int[][] counts) {
        this.counts = counts;
    }

    /**
     * Counts.
     *
     * @param actual the true class of each row, 0 to classes - 1
     * @param predicted the class that was chosen for each row
     * @throws IllegalArgumentException if the lengths differ or a class is out of range
     */
    public static Confusion of(int classes, int[] actual, int[] predicted) {
        if (classes < 1) {
            throw new IllegalArgumentException("classes must be at least 1, but is " + classes);
        }
        if (actual.length != predicted.length) {
            throw new IllegalArgumentException(
                    "expected " + actual.length + " predictions, one for each label, but found " + predicted.length);
        }
        int[][] counts = new int[classes][classes];
        for (int i = 0; i < actual.length; i++) {
            counts[inRange("label", actual[i], i, classes)][inRange("prediction", predicted[i], i, classes)]++;
        }
        return new Confusion(counts);
    }

    /** How many rows of class {@code actual} were taken for {@code predicted}. */
    public int count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /** Share of rows that were right; NaN without rows. */
    public double accuracy() {
        long right = 0;
        long all = 0;
        for (int i = 0; i < counts.length; i++) {
            right += counts[i][i];
            all += actual(i);
        }
        return (double) right / all;
    }

    /** Of the rows taken for this class, the share that is; NaN if there are none. */
    public double precision(int predicted) {
        long all = 0;
        for (int[] row : counts) {
            all += row[predicted];
        }
        return (double) counts[predicted][predicted] / all;
    }

    /** Of the rows of this class, the share that was taken for it; NaN if there are none. */
    public double recall(int actual) {
        return (double) counts[actual][actual] / actual(actual);
    }

    /** A table: actual classes downwards, predicted ones to the right, recall and precision at the edges in percent. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("actual\\as");
        for (int j = 0; j < counts.length; j++) {
            text.append(String.format(Locale.ROOT, "%6d", j));
        }
        text.append("   recall\n");
        for (int i = 0; i < counts.length; i++) {
            text.append(String.format(Locale.ROOT, "%9d", i));
            for (int count : counts[i]) {
                text.append(String.format(Locale.ROOT, "%6d", count));
            }
            text.append(String.format(Locale.ROOT, "%9.1f%n", 100 * recall(i)));
        }
        text.append("precision");
        for (int j = 0; j < counts.length; j++) {
            text.append(String.format(Locale.ROOT, "%6.1f", 100 * precision(j)));
        }
        return text.append(String.format(Locale.ROOT, "%9.1f%n", 100 * accuracy()))
                .toString();
    }

    private long actual(int i) {
        long all = 0;
        for (int count : counts[i]) {
            all += count;
        }
        return all;
    }

    private static int inRange(String what, int value, int row, int classes) {
        if (value < 0 || value >= classes) {
            throw new IllegalArgumentException(
                    what + " " + value + " in row " + row + " is not in [0, " + classes + ")");
        }
        return value;
    }
}
