package io.lamina.benchmarks;

import java.util.Map;
import java.util.TreeMap;

/**
 * What memory can do: the speed of copying an array, in bytes read and written per second. It is measured with as many bytes as a kernel
 * moves, as the caches decide it.
 */
final class CopyBandwidth {
    private static final int BYTES = 4;
    private static final double SECONDS = 0.2;
    private static final double MILLIS = 1e-3;

    private final Map<Integer, Double> known = new TreeMap<>();

    /** Bytes per second of a copy that reads and writes so many bytes together. */
    double bytesPerSecond(double bytes) {
        int floats = Math.max(1, (int) (bytes / (2 * BYTES)));
        return known.computeIfAbsent(floats, CopyBandwidth::measure);
    }

    private static double measure(int floats) {
        float[] from = Operands.random(floats);
        float[] to = new float[floats];
        Runnable copy = () -> System.arraycopy(from, 0, to, 0, floats);
        double milliseconds = Timer.ofShort(copy, SECONDS).median();
        return 2.0 * BYTES * floats / (milliseconds * MILLIS);
    }
}
