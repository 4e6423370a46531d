package io.lamina.benchmarks;

import java.util.Optional;

/** The one place that gives the models of all benchmarks their number of threads. */
final class Threads {
    private static int threads = 1;

    static {
        // Trainings would take every processor.
        System.setProperty("lamina.threads", "1");
    }

    private Threads() {}

    /** Threads that share a step of training, at most. */
    static int count() {
        return threads;
    }

    /** Threads that share a prediction of so many samples. */
    static int of(int samples) {
        return Math.min(threads, samples);
    }

    /** Makes models run on so many threads, or tells why they cannot. */
    static Optional<String> use(int count) {
        if (count < 1) {
            return Optional.of("--threads " + count + ": there must be one at least");
        }
        threads = count;
        System.setProperty("lamina.threads", Integer.toString(count));
        return Optional.empty();
    }
}
