package io.lamina.processor.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Makes the text of a message, as javac shows it, which indents all lines but the first by two more:
 *
 * <pre>
 * [KernelTooLarge] conv3: kernel 5x5 does not fit its input pool2, which is only 2x2.
 *       image : 8 8 1
 *       …
 *       pool2 : 2 2 64       @MaxPool2d(2)
 *     Use a kernel of 2 or less, or padding = SAME.
 *     (docs/errors/KernelTooLarge.md)
 * </pre>
 */
public final class DiagnosticFormatter {
    private static final int FIRST = 3;
    private static final int LAST = 6;

    private DiagnosticFormatter() {}

    /**
     * The text.
     *
     * @param where what tells a place in a block to those who look for it: its file and line; may be empty
     */
    static String format(Diagnostic diagnostic, Function<Origin, String> where) {
        List<String> lines = new ArrayList<>();
        lines.add("[" + diagnostic.code() + "] " + diagnostic.text());
        capped(diagnostic.trail()).forEach(line -> lines.add("    " + line));
        diagnostic.remedy().lines().forEach(line -> lines.add("  " + line));
        if (diagnostic.origin() instanceof AppliedOrigin applied) {
            lines.add("  This is " + uses(applied.trail(), where) + " applied here.");
        }
        lines.add("  (docs/errors/" + diagnostic.code() + ".md)");
        return String.join("\n", lines);
    }

    /** {@code Level.conv1 (Level.java:12), applied by Down.level (Down.java:9), which is}. */
    private static String uses(List<Origin> trail, Function<Origin, String> where) {
        List<String> places = trail.stream()
                .map(place -> {
                    String line = where.apply(place);
                    return line.isEmpty() ? place.shown() : place.shown() + " (" + line + ")";
                })
                .toList();
        return String.join(", applied by ", places) + (places.size() == 1 ? ", as it is" : ", which is");
    }

    private static List<String> capped(List<String> trail) {
        if (trail.size() <= FIRST + LAST) {
            return trail;
        }
        List<String> shown = new ArrayList<>(trail.subList(0, FIRST));
        shown.add("…");
        shown.addAll(trail.subList(trail.size() - LAST, trail.size()));
        return shown;
    }
}
