package io.lamina.benchmarks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** How fast one thread reads memory: the sum of an array, in vectors. */
final class ReadBandwidth {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int STEP = 8 * LANES;

    /** What a call of {@link #sum} adds up: short enough for the JIT to have compiled it soon. */
    private static final int CHUNK = 1 << 16;

    private static final double MILLIS = 1e-3;

    private static volatile float sink;

    private ReadBandwidth() {}

    /** Bytes per second of the sum of so many floats. */
    static double bytesPerSecond(float[] values, double seconds) {
        double milliseconds = Timer.median(() -> sink = sumOf(values), seconds);
        return (double) Float.BYTES * values.length / (milliseconds * MILLIS);
    }

    /** The sum of all but a last part of less than a chunk. */
    static float sumOf(float[] values) {
        float sum = 0;
        for (int from = 0; from + CHUNK <= values.length; from += CHUNK) {
            sum += sum(values, from);
        }
        return sum;
    }

    private static float sum(float[] x, int from) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        for (int i = from; i < from + CHUNK; i += STEP) {
            s0 = s0.add(FloatVector.fromArray(SPECIES, x, i));
            s1 = s1.add(FloatVector.fromArray(SPECIES, x, i + LANES));
            s2 = s2.add(FloatVector.fromArray(SPECIES, x, i + 2 * LANES));
            s3 = s3.add(FloatVector.fromArray(SPECIES, x, i + 3 * LANES));
            s4 = s4.add(FloatVector.fromArray(SPECIES, x, i + 4 * LANES));
            s5 = s5.add(FloatVector.fromArray(SPECIES, x, i + 5 * LANES));
            s6 = s6.add(FloatVector.fromArray(SPECIES, x, i + 6 * LANES));
            s7 = s7.add(FloatVector.fromArray(SPECIES, x, i + 7 * LANES));
        }
        float[] lanes =
                s0.add(s1).add(s2.add(s3)).add(s4.add(s5).add(s6.add(s7))).toArray();
        float sum = 0;
        for (float lane : lanes) {
            sum += lane;
        }
        return sum;
    }
}
