package io.lamina.benchmarks;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/**
 * The child of {@link StartUp}: makes a model, calls it once, and again until its speed is steady. Arguments: the case, the mode, the time
 * the parent started it in nanoseconds since 1970, and for how many seconds to go on. Prints {@code first=… steady=… steps=…}, the times in
 * milliseconds since the parent's.
 */
final class StartUpProbe {
    private static final double MILLIS = 1e-6;
    private static final double NANOS = 1e9;
    private static final long WINDOW = 5_000_000;
    private static final int MOST = 100_000;
    private static final double STEADY = 0.9;
    /** So many windows must be fast together, as a single one may be by chance. */
    private static final int TOGETHER = 9;

    private StartUpProbe() {}

    public static void main(String[] arguments) {
        long born = Long.parseLong(arguments[2]);
        // From here on the precise clock counts; the other one tells how long the JVM has been starting.
        long offset = now() - born - System.nanoTime();
        if (arguments[0].equals("nothing")) {
            System.out.printf(Locale.ROOT, "first=%.1f steady=0 steps=0%n", (System.nanoTime() + offset) * MILLIS);
            return;
        }
        Runnable call = call(Case.valueOf(arguments[0]), arguments[1]);
        call.run();
        long first = System.nanoTime() + offset;
        double seconds = Double.parseDouble(arguments[3]);
        String rest = seconds > 0 ? steady(call, offset, seconds) : "steady=0 steps=0";
        System.out.printf(Locale.ROOT, "first=%.1f %s%n", first * MILLIS, rest);
    }

    private static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private static Runnable call(Case model, String mode) {
        return switch (mode) {
            case "train" -> model.train();
            case "infer" -> model.infer();
            case "infer1" -> model.inferOne();
            default -> throw new IllegalArgumentException("no mode " + mode);
        };
    }

    /** Goes on calling, in windows of at least 5 ms, and finds the first from which on the speed is 90 % of the last quarter's. */
    private static String steady(Runnable call, long offset, double seconds) {
        double[] perCall = new double[MOST];
        long[] ends = new long[MOST];
        long[] steps = new long[MOST];
        int windows = 0;
        long count = 1;
        long end = System.nanoTime() + (long) (seconds * NANOS);
        long now = System.nanoTime();
        while (now < end && windows < MOST) {
            long begin = now;
            long calls = 0;
            while (now - begin < WINDOW) {
                call.run();
                calls++;
                now = System.nanoTime();
            }
            count += calls;
            perCall[windows] = (now - begin) / (double) calls;
            ends[windows] = now + offset;
            steps[windows++] = count;
        }
        double goal = median(perCall, windows - Math.max(1, windows / 4), windows) / STEADY;
        for (int i = 0; i < windows; i++) {
            if (perCall[i] <= goal && median(perCall, i, Math.min(windows, i + TOGETHER)) <= goal) {
                return String.format(Locale.ROOT, "steady=%.1f steps=%d", ends[i] * MILLIS, steps[i]);
            }
        }
        throw new IllegalStateException("never steady in " + seconds + " s");
    }

    private static double median(double[] values, int from, int to) {
        double[] sorted = Arrays.copyOfRange(values, from, to);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
