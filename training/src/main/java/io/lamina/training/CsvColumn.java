package io.lamina.training;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.Locale;

/** Collects one column, line by line. */
final class CsvColumn {
    private static final int MAX_SHOWN = 40;

    private final String source;
    private final CsvField field;
    private final int[] positions;
    private final Growing values = new Growing();

    /** Finds the column's fields in the first line, which holds names if {@code header}. */
    CsvColumn(String source, CsvField field, CsvRecord first, boolean header) throws DataException {
        this.source = source;
        this.field = field;
        this.positions = new int[field.count()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = field.isNamed() ? named(field.names().get(i), first) : field.first() + i;
        }
        int last = positions[positions.length - 1];
        if (!field.isNamed() && last >= first.getFieldCount()) {
            throw new DataException(source + ", line " + first.getStartingLineNumber() + ": column " + field.column()
                    + " expects fields up to position " + last + ", but the " + (header ? "header" : "line") + " has "
                    + first.getFieldCount() + " fields (positions 0 to " + (first.getFieldCount() - 1) + ")");
        }
    }

    void add(CsvRecord line) throws DataException {
        for (int position : positions) {
            String text = line.getField(position).trim();
            switch (field.kind()) {
                case FLOATS -> values.add((float) (number(text, line, position) * field.scale()));
                case INTS -> values.add(integer(text, line, position));
                case CLASSES -> values.add(label(text, line, position));
            }
        }
    }

    void addTo(Dataset.Builder data) {
        if (field.kind() == CsvField.Kind.FLOATS) {
            data.floats(field.column(), field.count(), values.floats());
        } else {
            data.ints(field.column(), field.count(), values.ints());
        }
    }

    private int named(String name, CsvRecord header) throws DataException {
        int found = header.getFields().stream().map(String::trim).toList().indexOf(name);
        if (found < 0) {
            throw new DataException(source + ", line " + header.getStartingLineNumber() + ": column " + field.column()
                    + " expects a header field '" + name + "', but found " + header.getFields());
        }
        return found;
    }

    private float number(String text, CsvRecord line, int position) throws DataException {
        try {
            float value = Float.parseFloat(text);
            // "NaN", "Infinity", "1f", "2d" and "0x1p3" are numbers to Java alone.
            boolean plain =
                    text.toLowerCase(Locale.ROOT).chars().noneMatch(c -> c == 'n' || c == 'f' || c == 'd' || c == 'x');
            if (plain && Float.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw unexpected("a number", text, line, position, e);
        }
        throw unexpected("a finite number", text, line, position, null);
    }

    private int integer(String text, CsvRecord line, int position) throws DataException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw unexpected("an integer", text, line, position, e);
        }
    }

    private int label(String text, CsvRecord line, int position) throws DataException {
        int found = field.classes().indexOf(text);
        if (found < 0) {
            throw unexpected("one of " + field.classes(), text, line, position, null);
        }
        return found;
    }

    /** A field as the reader was asked for it: by the header's name, or by its position from 0 on. */
    private String described(int position) {
        for (int i = 0; field.isNamed() && i < positions.length; i++) {
            if (positions[i] == position) {
                return "'" + field.names().get(i) + "'";
            }
        }
        return Integer.toString(position);
    }

    private DataException unexpected(String expected, String text, CsvRecord line, int position, Throwable cause) {
        String shown = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
        return new DataException(
                source + ", line " + line.getStartingLineNumber() + ", field " + described(position) + " (column "
                        + field.column() + "): expected " + expected + ", but found "
                        + (text.isEmpty() ? "nothing" : "'" + shown + "'"),
                cause);
    }
}
