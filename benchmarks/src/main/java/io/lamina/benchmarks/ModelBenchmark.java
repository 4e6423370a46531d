package io.lamina.benchmarks;

import java.util.concurrent.TimeUnit;
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

/** Whole models: a training step, a batch, one sample. {@code -prof gc} shows that nothing is allocated. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ModelBenchmark {
    /** Which model. */
    @Param
    public Case model;

    /** How many threads share a call. */
    @Param("1")
    public int threads;

    private Runnable train;
    private Runnable infer;
    private Runnable inferOne;

    @Setup
    public void prepare() {
        train = model.train(threads);
        infer = model.infer(threads);
        inferOne = model.inferOne(threads);
    }

    @Benchmark
    public void train() {
        train.run();
    }

    @Benchmark
    public void infer() {
        infer.run();
    }

    @Benchmark
    public void inferOne() {
        inferOne.run();
    }
}
