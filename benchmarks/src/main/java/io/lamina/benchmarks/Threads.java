package io.lamina.benchmarks;

import java.util.Optional;

/** The one place that gives the models of all benchmarks their number of threads. */
final class Threads {
    private Threads() {}

    /** Makes models run on so many threads, or tells why they cannot. */
    static Optional<String> use(int count) {
        if (count == 1) {
            return Optional.empty();
        }
        return Optional.of("--threads " + count + ": models run on one thread today");
    }
}
