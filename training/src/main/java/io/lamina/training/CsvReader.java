package io.lamina.training;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads text files of separated values (RFC 4180, UTF-8, compressed by gzip or not) into a {@link Dataset}. Which fields of a
 * line make up which column is said by position, from 0 on, or by the names of a header line.
 *
 * <pre>{@code
 * Dataset digits = CsvReader.builder()
 *     .floats("image", 0, 64, 1 / 16.0)
 *     .ints("digit", 64)
 *     .build()
 *     .read(Path.of("digits.csv.gz"));
 * }</pre>
 *
 * <p>Every line must have as many fields as the first one, and every number must be one: there is no guess for what is
 * missing. Empty lines are skipped.
 */
public final class CsvReader {
    private final List<CsvField> fields;
    private final boolean header;
    private final char separator;

    private CsvReader(Builder builder) {
        this.fields = List.copyOf(builder.fields);
        this.header = builder.header;
        this.separator = builder.separator;
    }

    /** Starts a reader: comma, no header line. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads a file.
     *
     * @throws DataException if it is not as expected; the message names file, line, column, expected and found
     */
    public Dataset read(Path file) throws IOException {
        return DataFile.read(file, in -> parse(in, file.toString()));
    }

    /** Reads a stream to its end, gzipped or not; {@code source} names it in messages. */
    public Dataset read(InputStream in, String source) throws IOException {
        return DataFile.read(in, source, content -> parse(content, source));
    }

    private Dataset parse(InputStream in, String source) throws IOException {
        de.siegmar.fastcsv.reader.CsvReader<CsvRecord> records = de.siegmar.fastcsv.reader.CsvReader.builder()
                .fieldSeparator(separator)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .skipEmptyLines(true)
                .detectBomHeader(true)
                .ofCsvRecord(in, StandardCharsets.UTF_8);
        try {
            return read(records, source);
        } catch (CsvParseException e) {
            String cause = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
            throw new DataException(source + ": " + e.getMessage() + cause, e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Dataset read(Iterable<CsvRecord> records, String source) throws IOException {
        List<CsvColumn> columns = new ArrayList<>();
        CsvRecord first = null;
        long lines = 0;
        for (CsvRecord line : records) {
            if (first == null) {
                first = line;
                for (CsvField field : fields) {
                    columns.add(new CsvColumn(source, field, first, header));
                }
                if (header) {
                    continue;
                }
            }
            if (line.getFieldCount() != first.getFieldCount()) {
                throw new DataException(source + ", line " + line.getStartingLineNumber() + ": expected "
                        + first.getFieldCount() + " fields, as in line " + first.getStartingLineNumber()
                        + ", but found "
                        + line.getFieldCount());
            }
            for (CsvColumn column : columns) {
                column.add(line);
            }
            lines++;
        }
        if (first == null) {
            throw new DataException(source + ": expected lines of separated values, but the file is empty");
        }
        if (lines == 0) {
            throw new DataException(source + ": expected lines behind the header, but there are none");
        }
        Dataset.Builder data = Dataset.builder();
        columns.forEach(column -> column.addTo(data));
        return data.build();
    }

    /** Says which fields make up which column. */
    public static final class Builder {
        private final List<CsvField> fields = new ArrayList<>();
        private boolean header;
        private char separator = ',';

        private Builder() {}

        /** Whether the first line holds names; false by default. */
        public Builder header(boolean present) {
            header = present;
            return this;
        }

        /** What stands between fields; a comma by default. */
        public Builder separator(char character) {
            separator = character;
            return this;
        }

        /** A column of floats from {@code count} fields, the first at position {@code first}, each times {@code scale}. */
        public Builder floats(String column, int first, int count, double scale) {
            return add(CsvField.floats(column, first, count, scale));
        }

        /** A column of floats from the fields under these names. */
        public Builder floats(String column, String... names) {
            return add(CsvField.floats(column, names));
        }

        /** A column of one int, the field at this position. */
        public Builder ints(String column, int position) {
            return add(CsvField.ints(column, position));
        }

        /** A column of one int, the field under this name. */
        public Builder ints(String column, String name) {
            return add(CsvField.ints(column, name));
        }

        /** A column of one label, the field at this position: its text must be one of the classes, numbered from 0 on. */
        public Builder classes(String column, int position, List<String> classes) {
            return add(CsvField.classes(column, position, classes));
        }

        /** A column of one label, the field under this name: its text must be one of the classes, numbered from 0 on. */
        public Builder classes(String column, String name, List<String> classes) {
            return add(CsvField.classes(column, name, classes));
        }

        /**
         * The reader.
         *
         * @throws IllegalArgumentException if no column is asked for, or one by name without a header line
         */
        public CsvReader build() {
            if (fields.isEmpty()) {
                throw new IllegalArgumentException("a CSV reader needs at least one column");
            }
            for (CsvField field : fields) {
                if (!header && field.isNamed()) {
                    throw new IllegalArgumentException("column " + field.column()
                            + " goes by the names of a header line: call header(true), or give positions");
                }
            }
            return new CsvReader(this);
        }

        private Builder add(CsvField field) {
            fields.add(field);
            return this;
        }
    }
}
