package io.lamina.training;

import java.io.PrintStream;
import java.util.Locale;

/** One line after each epoch. */
final class LineProgress implements Progress {
    private final PrintStream out;

    LineProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public Shown epoch(int number, int last, int rows) {
        return SilentProgress.NOTHING;
    }

    @Override
    public void finished(Epoch epoch, int last) {
        out.println(line(epoch, last));
    }

    static String title(int number, int last) {
        int width = Integer.toString(last).length();
        return String.format(Locale.ROOT, "Epoch %" + width + "d/%d", number, last);
    }

    static String line(Epoch epoch, int last) {
        return title(epoch.number(), last) + "  " + epoch;
    }
}
