package io.lamina.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the tensors of a file with those that are expected, and explains all differences in one table. */
final class TensorComparison {
    private static final int MAX_EXTRA = 50;
    private static final int[] SCALAR = new int[0];
    private static final List<String> FLOATS = Arrays.asList("F32", "F16", "BF16", "F64");
    private static final List<String> INTEGERS = Arrays.asList("I64", "I32", "I16", "I8", "U8");
    private static final String BATCHES = "num_batches_tracked";

    private final String owner;
    private final Map<String, int[]> shapes = new LinkedHashMap<>();
    private final Map<String, List<String>> types = new LinkedHashMap<>();
    private final List<String[]> rows = new ArrayList<>();
    private final List<String> hints = new ArrayList<>();

    /** For messages about {@code owner}. */
    TensorComparison(String owner) {
        this.owner = owner;
        rows.add(new String[] {"tensor", "expected by " + owner, "found in the file"});
    }

    void expect(String name, int[] shape) {
        shapes.put(name, shape);
        types.put(name, FLOATS);
    }

    void expectCounter(String name) {
        shapes.put(name, SCALAR);
        types.put(name, INTEGERS);
    }

    /** Refuses a file that differs. */
    void check(SafeTensors file) throws ParameterMismatchException {
        int differing = 0;
        for (String name : shapes.keySet()) {
            differing += differs(name, file) ? 1 : 0;
        }
        int extra = 0;
        for (TensorEntry entry : file.tensors().values()) {
            if (!shapes.containsKey(entry.name()) && !isBatchCount(entry.name())) {
                extra++;
                if (extra <= MAX_EXTRA) {
                    row(entry.name(), "nothing", entry.toString());
                }
            }
        }
        if (differing + extra > 0) {
            throw new ParameterMismatchException(message(file, differing + extra, Math.max(0, extra - MAX_EXTRA)));
        }
    }

    /** PyTorch counts batches in every batch norm; a model that does not need the count can do without, and so can a file. */
    static boolean isBatchCount(String name) {
        return name.equals(BATCHES) || name.endsWith("." + BATCHES);
    }

    private boolean differs(String name, SafeTensors file) {
        int[] shape = shapes.get(name);
        List<String> allowed = types.get(name);
        String expected = allowed.get(0) + " " + Arrays.toString(shape);
        TensorEntry found = file.tensors().get(name);
        if (found == null) {
            if (isBatchCount(name)) {
                return false;
            }
            row(name, expected, "nothing");
            hintOfPrefix(name, file);
            return true;
        }
        if (found.hasShape(shape) && allowed.contains(found.type())) {
            return false;
        }
        row(name, expected, found.toString());
        if (hints.isEmpty() && isReordered(shape, found.shape())) {
            hints.add(name
                    + " has the same dims in another order: is the file one of the other convention (TORCH, KERAS)?");
        }
        return true;
    }

    private void hintOfPrefix(String name, SafeTensors file) {
        if (!hints.isEmpty()) {
            return;
        }
        for (String other : file.tensors().keySet()) {
            if (other.endsWith("." + name)) {
                String prefix = SafeTensorsHeader.printable(other.substring(0, other.length() - name.length()));
                hints.add("The file's names seem to begin with '" + prefix + "'.");
                return;
            }
        }
    }

    private static boolean isReordered(int[] expected, long[] found) {
        long[] a = new long[expected.length];
        for (int d = 0; d < a.length; d++) {
            a[d] = expected[d];
        }
        long[] b = found.clone();
        boolean same = Arrays.equals(a, b);
        Arrays.sort(a);
        Arrays.sort(b);
        return !same && Arrays.equals(a, b);
    }

    private void row(String name, String expected, String found) {
        rows.add(new String[] {SafeTensorsHeader.printable(name), expected, found});
    }

    private String message(SafeTensors file, int differences, int hidden) {
        int[] width = new int[2];
        for (String[] row : rows) {
            width[0] = Math.max(width[0], row[0].length());
            width[1] = Math.max(width[1], row[1].length());
        }
        StringBuilder text = new StringBuilder(file.source());
        text.append(" does not fit ").append(owner).append(": ").append(differences);
        text.append(differences == 1 ? " tensor differs" : " tensors differ").append("; nothing was loaded.\n");
        for (String[] row : rows) {
            text.append("  ");
            pad(text.append(row[0]), width[0] - row[0].length());
            pad(text.append(row[1]), width[1] - row[1].length());
            text.append(row[2]).append('\n');
        }
        if (hidden > 0) {
            text.append("  and ")
                    .append(hidden)
                    .append(" more that ")
                    .append(owner)
                    .append(" does not have\n");
        }
        for (String hint : hints) {
            text.append(hint).append('\n');
        }
        return text.substring(0, text.length() - 1);
    }

    private static void pad(StringBuilder text, int spaces) {
        for (int i = 0; i < spaces + 3; i++) {
            text.append(' ');
        }
    }
}
