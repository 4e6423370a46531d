package io.lamina.benchmarks;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What the processor can do: fused multiply-adds on registers alone, in floating-point operations per second, on one thread or on
 * several at once.
 */
final class PeakProbe {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int ACCUMULATORS = 10;
    private static final int ROUNDS = 1 << 13;
    private static final int REPEATS = 3;
    private static final double SECONDS = 0.3;
    private static final double MILLIS = 1e-3;
    private static final double GIGA = 1e9;

    private static volatile float sink;

    private PeakProbe() {}

    /** GFLOP/s of all threads together, the best of several measurements. */
    static double gigaflops(int threads) {
        double best = 0;
        for (int i = 0; i < REPEATS; i++) {
            best = Math.max(best, measure(threads));
        }
        return best;
    }

    private static double measure(int threads) {
        CyclicBarrier start = new CyclicBarrier(threads);
        DoubleAdder speed = new DoubleAdder();
        List<Thread> team = IntStream.range(0, threads)
                .mapToObj(i -> new Thread(() -> speed.add(rounds(start)), "peak probe " + i))
                .toList();
        team.forEach(Thread::start);
        try {
            for (Thread thread : team) {
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("the peak probe was interrupted", interrupted);
        }
        return speed.sum();
    }

    /** GFLOP/s of this thread while all of them run, from the median of rounds of some 15 microseconds. */
    private static double rounds(CyclicBarrier start) {
        try {
            start.await();
        } catch (InterruptedException | BrokenBarrierException stopped) {
            throw new IllegalStateException("the peak probe was interrupted", stopped);
        }
        double milliseconds = Timer.median(PeakProbe::round, SECONDS);
        return 2.0 * ACCUMULATORS * SPECIES.length() * ROUNDS / (milliseconds * MILLIS) / GIGA;
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
