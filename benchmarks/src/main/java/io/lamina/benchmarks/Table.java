package io.lamina.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text under a heading, printed with columns as wide as they need: the first ones to the left, the rest to the right. */
final class Table {
    private static final String GAP = "  ";

    private final int left;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table whose first {@code left} columns are words. */
    Table(int left, List<String> heading) {
        this.left = left;
        rows.add(heading);
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if it has not as many cells as the heading
     */
    void add(List<String> cells) {
        int columns = rows.get(0).size();
        if (cells.size() != columns) {
            throw new IllegalArgumentException("a row of " + cells.size() + " cells in a table of " + columns);
        }
        rows.add(cells);
    }

    /** Prints heading and rows. */
    void print(PrintStream out) {
        lines().forEach(out::println);
    }

    /** Heading and rows. */
    List<String> lines() {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> {
                    String padding = " ".repeat(widths[column] - row.get(column).length());
                    return column < left ? row.get(column) + padding : padding + row.get(column);
                })
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }
}
