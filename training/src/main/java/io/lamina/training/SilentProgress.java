package io.lamina.training;

/** Shows nothing. */
final class SilentProgress implements Progress {
    /** Shows nothing during an epoch. */
    static final Shown NOTHING = new Shown() {
        @Override
        public void advance(int rows, RunningMetrics metrics) {
            // Nothing is shown.
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    };

    @Override
    public Shown epoch(int number, int last, int rows) {
        return NOTHING;
    }

    @Override
    public void finished(Epoch epoch, int last) {
        // Nothing is shown.
    }
}
