package io.lamina.benchmarks;

import java.util.Arrays;

/** Times single calls, after a warm-up that goes on, in rounds as long as the measurement, while a round is a tenth faster than the one before. */
final class Timer {
    private static final int LEAST = 5;
    private static final int MOST = 1 << 22;
    private static final double NANOS = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;
    /** The clock takes some 30 ns, and a sample of this many is not disturbed by them. */
    private static final double SAMPLE_NANOS = 20_000;

    private static final double SETTLED = 0.9;
    private static final int LONGEST_WARM_UP = 10;

    private Timer() {}

    /** Milliseconds of one call: the least and the median over all samples. */
    record Times(double least, double median) {}

    /** The median of single calls, in milliseconds. */
    static double median(Runnable call, double seconds) {
        warmUp(call, seconds);
        return run(call, seconds, 1).median();
    }

    /** The time of a short call, from samples of as many calls as 20 microseconds hold. */
    static Times ofShort(Runnable call, double seconds) {
        double guess = warmUp(call, seconds) * NANOS_PER_MILLI;
        int calls = Math.max(1, (int) Math.ceil(SAMPLE_NANOS / Math.max(1, guess)));
        return run(call, seconds, calls);
    }

    /** Calls while calls get faster, as they do until the JIT has seen all kernels; gives the last round's median. */
    private static double warmUp(Runnable call, double seconds) {
        double median = run(call, seconds, 1).median();
        for (int i = 0; i < LONGEST_WARM_UP; i++) {
            double next = run(call, seconds, 1).median();
            boolean settled = next > SETTLED * median;
            median = Math.min(median, next);
            if (settled) {
                break;
            }
        }
        return median;
    }

    private static Times run(Runnable call, double seconds, int calls) {
        long[] times = new long[1024];
        int count = 0;
        long end = System.nanoTime() + (long) (seconds * NANOS);
        while (count < LEAST || (System.nanoTime() < end && count < MOST)) {
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            long start = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                call.run();
            }
            times[count++] = System.nanoTime() - start;
        }
        Arrays.sort(times, 0, count);
        double unit = NANOS_PER_MILLI * calls;
        return new Times(times[0] / unit, times[count / 2] / unit);
    }
}
