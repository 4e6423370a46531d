package io.lamina.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Single kernels: {@code gigaPerSecond} is GFLOP/s for products and convolutions and GB/s for the rest, and {@code percentOfPeak} its
 * share of what is measured before: of fused multiply-adds on registers, or of a copy of as many bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class KernelBenchmark {
    private static final double GIGA = 1e9;
    private static final double PERCENT = 100;

    /** Names or keys as {@code io.lamina.benchmarks.Kernels} prints them; {@code -p kernel=...} takes any of those. */
    @Param({
        "nn 64x64x64",
        "nn 256x256x256",
        "nt 256x256x256",
        "tn 256x256x256",
        "nn 512x512x512",
        "nn 1024x512x128",
        "nt 128x128x32, 32 times",
        "nn 128x32x128, 32 times",
        "nn 32x512x128",
        "nn 1x512x128",
        "add",
        "exp",
        "GELU",
        "softmax 1024x128",
        "Adam"
    })
    public String kernel;

    private Runnable call;
    private double work;
    private double peak;

    /** What a call does; JMH divides the sums by the time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Rate {
        public double gigaPerSecond;
        public double percentOfPeak;
    }

    /** Measures the peak, then makes the operands. */
    @Setup
    public void prepare() {
        List<Workload> products = Stream.of(MatrixProducts.all(), Convolution.all())
                .flatMap(List::stream)
                .toList();
        Workload workload = Stream.concat(products.stream(), Sweeps.all().stream())
                .filter(one -> one.name().equals(kernel) || one.key().equals(kernel))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no kernel \"" + kernel + "\"; io.lamina.benchmarks.Kernels prints their names"));
        boolean product = products.contains(workload);
        work = workload.work();
        peak = product ? PeakProbe.gigaflops(1) * GIGA : new CopyBandwidth().bytesPerSecond(work);
        System.out.printf(
                Locale.ROOT, "# peak: %.1f %s%n", peak / GIGA, product ? "GFLOP/s" : "GB/s of a copy as large");
        call = workload.call().get();
    }

    @Benchmark
    public void call(Rate rate) {
        call.run();
        rate.gigaPerSecond += work / GIGA;
        rate.percentOfPeak += PERCENT * work / peak;
    }
}
