package io.lamina.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs {@link ModelBenchmark} under JMH's gc profiler and fails if a step of training or a prediction allocates. */
@Command(
        name = "Allocation",
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Prints the bytes that a call allocates, from JMH's gc profiler, and fails if they are more than JMH's own.",
            "JMH itself allocates some kilobytes in each iteration, which it shares out among the calls: so the bytes of an"
                    + " iteration are compared with " + Allocation.PER_ITERATION
                    + ". Before C2 has compiled them, vectors are objects: the warm-up has to be long enough for that."
        })
public final class Allocation implements Callable<Integer> {
    /** What JMH and its profiler may allocate in an iteration: measured 1 to 6 kB. */
    static final int PER_ITERATION = 16_384;

    private static final String BYTES_PER_CALL = "gc.alloc.rate.norm";

    @Option(
            names = "--cases",
            paramLabel = "NAME",
            split = ",",
            description = "The cases; all by default.",
            showDefaultValue = CommandLine.Help.Visibility.NEVER)
    private List<String> cases = Arrays.stream(Case.values()).map(Case::label).toList();

    @Option(names = "--warmup", paramLabel = "N", description = "Iterations before those that count.")
    private int warmup = 8;

    @Option(names = "--iterations", paramLabel = "N", description = "Iterations that count.")
    private int iterations = 3;

    @Option(names = "--seconds", paramLabel = "S", description = "How long an iteration is.")
    private double seconds = 1;

    public static void main(String[] arguments) {
        System.exit(Commands.execute(new Allocation(), arguments));
    }

    @Override
    public Integer call() throws RunnerException {
        Machine.describe(System.out);
        System.out.println();
        Table table = new Table(2, List.of("case", "mode", "calls", "bytes a call", "bytes an iteration"));
        boolean clean = true;
        for (RunResult run : new Runner(options()).run()) {
            double calls = calls(run.getBenchmarkResults());
            double perCall = bytesPerCall(run);
            double perIteration = perCall * calls / iterations;
            clean &= perIteration <= PER_ITERATION;
            String benchmark = run.getParams().getBenchmark();
            table.add(List.of(
                    Case.valueOf(run.getParams().getParam("model")).label(),
                    benchmark.substring(benchmark.lastIndexOf('.') + 1),
                    String.format(Locale.ROOT, "%.0f", calls),
                    String.format(Locale.ROOT, "%.3f", perCall),
                    String.format(Locale.ROOT, "%.0f", perIteration)));
        }
        table.print(System.out);
        System.out.println(clean ? "\nno call allocates" : "\nFAULT some calls allocate");
        return clean ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private Options options() {
        return new OptionsBuilder()
                .include(ModelBenchmark.class.getName() + "\\.")
                .param(
                        "model",
                        Arrays.stream(Case.values())
                                .filter(model -> cases.contains(model.label()))
                                .map(Case::name)
                                .toArray(String[]::new))
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .warmupIterations(warmup)
                .warmupTime(TimeValue.milliseconds((long) (seconds * 1000)))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds((long) (seconds * 1000)))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
    }

    private static double calls(Collection<BenchmarkResult> forks) {
        return forks.stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .mapToLong(iteration -> iteration.getMetadata().getMeasuredOps())
                .sum();
    }

    /** The bytes of a call; JDKs differ in what JMH writes before the name. JMH's map is of raw results. */
    @SuppressWarnings("rawtypes")
    private static double bytesPerCall(RunResult run) {
        return run.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(BYTES_PER_CALL))
                .mapToDouble(entry -> entry.getValue().getScore())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the gc profiler told nothing"));
    }
}
