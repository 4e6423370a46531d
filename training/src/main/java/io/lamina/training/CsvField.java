package io.lamina.training;

import java.util.List;

/**
 * What a column is made of: {@code count} fields from position {@code first} on, or, if there are any, those under
 * {@code names}.
 */
record CsvField(
        String column, Kind kind, int first, int count, List<String> names, double scale, List<String> classes) {
    enum Kind {
        FLOATS,
        INTS,
        CLASSES
    }

    CsvField {
        names = List.copyOf(names);
        classes = List.copyOf(classes);
        if (first < 0 || count < 1) {
            throw new IllegalArgumentException(
                    "column " + column + ": expected a position of at least 0 and a count of at"
                            + " least 1, but found " + first + " and " + count);
        }
        if (kind == Kind.CLASSES && classes.isEmpty()) {
            throw new IllegalArgumentException("column " + column + ": expected at least one class");
        }
    }

    static CsvField floats(String column, int first, int count, double scale) {
        return new CsvField(column, Kind.FLOATS, first, count, List.of(), scale, List.of());
    }

    static CsvField floats(String column, String... names) {
        return new CsvField(column, Kind.FLOATS, 0, names.length, List.of(names), 1, List.of());
    }

    static CsvField ints(String column, int position) {
        return new CsvField(column, Kind.INTS, position, 1, List.of(), 1, List.of());
    }

    static CsvField ints(String column, String name) {
        return new CsvField(column, Kind.INTS, 0, 1, List.of(name), 1, List.of());
    }

    static CsvField classes(String column, int position, List<String> classes) {
        return new CsvField(column, Kind.CLASSES, position, 1, List.of(), 1, classes);
    }

    static CsvField classes(String column, String name, List<String> classes) {
        return new CsvField(column, Kind.CLASSES, 0, 1, List.of(name), 1, classes);
    }

    boolean isNamed() {
        return !names.isEmpty();
    }
}
