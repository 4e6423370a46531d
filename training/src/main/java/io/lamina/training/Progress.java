package io.lamina.training;

import java.io.PrintStream;

/** Shows how far a training is. */
public interface Progress {
    /** An epoch begins, the {@code number}-th of {@code last}, over {@code rows} rows. */
    Shown epoch(int number, int last, int rows);

    /** An epoch is over, validation included. */
    void finished(Epoch epoch, int last);

    /** What is shown while one epoch runs. */
    interface Shown extends AutoCloseable {
        /** A batch was learned. */
        void advance(int rows, RunningMetrics metrics);

        /** The epoch's batches are over, or failed. */
        @Override
        void close();
    }

    /** Metrics of the epoch so far, for those who look. */
    interface RunningMetrics {
        /** Their means over the rows so far. */
        Metrics mean();
    }

    /** A bar where standard output is a terminal, one line per epoch where it is not. */
    static Progress auto() {
        return Terminal.isInteractive() ? bar(System.out) : lines(System.out);
    }

    /** A bar with the time that is left, for a terminal; each epoch leaves one line. */
    static Progress bar(PrintStream out) {
        return new BarProgress(out);
    }

    /** One line per epoch. */
    static Progress lines(PrintStream out) {
        return new LineProgress(out);
    }

    /** Nothing. */
    static Progress none() {
        return new SilentProgress();
    }
}
