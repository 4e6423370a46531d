package io.lamina.benchmarks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** What one core can do: fused multiply-adds on registers alone, in floating-point operations per second. */
final class PeakProbe {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int ACCUMULATORS = 10;
    private static final int ROUNDS = 1 << 16;
    private static final double SECONDS = 0.5;
    private static final double MILLIS = 1e-3;

    private static float sink;

    private PeakProbe() {}

    /** GFLOP/s, the best of several measurements. */
    static double gigaflops() {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            best = Math.min(best, Timer.median(PeakProbe::round, SECONDS));
        }
        return 2.0 * ACCUMULATORS * SPECIES.length() * ROUNDS / (best * MILLIS) / 1e9;
    }

    private static void round() {
        FloatVector a = FloatVector.broadcast(SPECIES, 1.0f + sink * 1e-30f);
        FloatVector b = FloatVector.broadcast(SPECIES, 1e-9f);
        FloatVector c0 = b;
        FloatVector c1 = b;
        FloatVector c2 = b;
        FloatVector c3 = b;
        FloatVector c4 = b;
        FloatVector c5 = b;
        FloatVector c6 = b;
        FloatVector c7 = b;
        FloatVector c8 = b;
        FloatVector c9 = b;
        for (int i = 0; i < ROUNDS; i++) {
            c0 = c0.fma(a, b);
            c1 = c1.fma(a, b);
            c2 = c2.fma(a, b);
            c3 = c3.fma(a, b);
            c4 = c4.fma(a, b);
            c5 = c5.fma(a, b);
            c6 = c6.fma(a, b);
            c7 = c7.fma(a, b);
            c8 = c8.fma(a, b);
            c9 = c9.fma(a, b);
        }
        FloatVector sum =
                c0.add(c1).add(c2.add(c3)).add(c4.add(c5).add(c6.add(c7))).add(c8.add(c9));
        sink = sum.lane(0);
    }
}
