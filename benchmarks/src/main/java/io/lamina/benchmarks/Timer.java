package io.lamina.benchmarks;

import java.util.Arrays;

/** The median time of single calls, after a warm-up of as long as the measurement. */
final class Timer {
    private static final int LEAST = 5;
    private static final int MOST = 1 << 22;
    private static final double NANOS = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private Timer() {}

    /** Milliseconds. */
    static double median(Runnable call, double seconds) {
        run(call, seconds);
        return run(call, seconds);
    }

    private static double run(Runnable call, double seconds) {
        long[] times = new long[1024];
        int count = 0;
        long end = System.nanoTime() + (long) (seconds * NANOS);
        while (count < LEAST || (System.nanoTime() < end && count < MOST)) {
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            long start = System.nanoTime();
            call.run();
            times[count++] = System.nanoTime() - start;
        }
        Arrays.sort(times, 0, count);
        return times[count / 2] / NANOS_PER_MILLI;
    }
}
