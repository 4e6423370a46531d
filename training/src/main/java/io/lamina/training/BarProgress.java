package io.lamina.training;

import java.io.PrintStream;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A bar that is drawn over and over in one line of a terminal, and replaced by the epoch's line at its end. */
final class BarProgress implements Progress {
    private static final int WIDTH = 79;
    private static final int UPDATE_MILLIS = 200;

    private final PrintStream out;

    BarProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public Shown epoch(int number, int last, int rows) {
        // A consumer of our own keeps the library from asking for the terminal's width, which would load native code.
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(LineProgress.title(number, last))
                .setInitialMax(rows)
                .setRenderer((state, width) -> BarLine.of(
                        state.getTaskName(),
                        state.getCurrent(),
                        state.getMax(),
                        state.getElapsedAfterStart(),
                        state.getExtraMessage(),
                        width))
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setConsumer(new DelegatingProgressBarConsumer(this::draw, WIDTH))
                .build();
        return new Shown() {
            private long next = System.nanoTime();

            @Override
            public void advance(int rows, RunningMetrics metrics) {
                bar.stepBy(rows);
                if (System.nanoTime() >= next) {
                    bar.setExtraMessage(metrics.mean().toString());
                    next = System.nanoTime() + UPDATE_MILLIS * 1_000_000L;
                }
            }

            @Override
            public void close() {
                bar.close();
                draw(" ".repeat(WIDTH));
                out.print('\r');
                out.flush();
            }
        };
    }

    @Override
    public void finished(Epoch epoch, int last) {
        out.println(LineProgress.line(epoch, last));
    }

    private void draw(String line) {
        out.print('\r' + line);
        out.flush();
    }
}
