package io.lamina.training;

import java.time.Duration;
import java.util.Locale;

/** The text of a progress bar, which fits the terminal: metrics that would not are left out, from the last one on. */
final class BarLine {
    private static final int SHORTEST = 6;
    private static final int LONGEST = 30;
    private static final String BETWEEN = "  ";

    private BarLine() {}

    /** For example {@code Epoch  1/20 [=====>      ]  647/1437  0:01 left  loss 0.4321  accuracy 97.22 %}. */
    static String of(String title, long done, long all, Duration elapsed, String metrics, int width) {
        String rows = String.format(Locale.ROOT, "%" + Long.toString(all).length() + "d/%d", done, all);
        String end = BETWEEN + rows + BETWEEN + left(done, all, elapsed);
        int room = width - title.length() - " []".length() - end.length();
        String shown = fitting(metrics, room - SHORTEST);
        return title + " [" + bar(done, all, Math.min(LONGEST, room - shown.length())) + "]" + end + shown;
    }

    /** As many of the metrics as fit, each behind two blanks. */
    private static String fitting(String metrics, int room) {
        String shown = BETWEEN + metrics.strip();
        while (shown.length() > room && !shown.isEmpty()) {
            shown = shown.substring(0, Math.max(0, shown.lastIndexOf(BETWEEN)));
        }
        return shown.isBlank() ? "" : shown;
    }

    private static String left(long done, long all, Duration elapsed) {
        if (done == 0) {
            return " :   left";
        }
        long seconds = Math.round(elapsed.toMillis() * 1e-3 * (all - done) / done);
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d left", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d left", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private static String bar(long done, long all, int length) {
        int full = (int) (done * length / Math.max(1, all));
        String head = full < length ? ">" : "";
        return "=".repeat(full) + head + " ".repeat(length - full - head.length());
    }
}
