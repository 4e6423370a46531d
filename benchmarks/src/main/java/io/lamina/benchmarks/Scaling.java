package io.lamina.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tells how much faster several threads are than one. */
@Command(
        name = "Scaling",
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Tells how much faster several threads train and predict a batch than one thread does, and what share that is",
            "of what the peak probe gains from them. One thread and several take turns, as the speed of a shared machine",
            "drifts; the median over the turns decides."
        })
public final class Scaling implements Callable<Integer> {
    /** How long each side is at it before the other one is. */
    private static final double TURN_NANOS = 50e6;

    private static final double NANOS = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    @Spec
    private CommandSpec spec;

    @Option(names = "--threads", paramLabel = "N", description = "Threads that are compared with one.")
    private int threads = 2;

    @Option(
            names = "--cases",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "mnist_cnn_b64,residual_cnn_b32",
            description = "The cases to time, of ${COMPLETION-CANDIDATES}.",
            completionCandidates = Cases.class)
    private List<String> cases = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long a mode is measured, after a warm-up of each side of at least half of that.")
    private double seconds = 6;

    /** Milliseconds of a call on one thread and on several, and how many times faster it is on several. */
    private record Result(double one, double several, double ratio) {}

    public static void main(String[] arguments) {
        System.exit(Commands.execute(new Scaling(), arguments));
    }

    @Override
    public Integer call() {
        if (threads < 2) {
            throw new ParameterException(spec.commandLine(), "--threads must be at least 2, but is " + threads);
        }
        List<Case> chosen = Cases.named(cases, spec);
        Machine.describe(System.out);
        double probe = PeakProbe.gigaflops(threads) / PeakProbe.gigaflops(1);
        System.out.printf(
                Locale.ROOT,
                "# medians of turns over %s s; %d threads of the peak probe are %.2fx as fast as one%n",
                seconds,
                threads,
                probe);
        Table table = new Table(
                2, List.of("case", "mode", "1 thread, ms", threads + " threads, ms", "faster", "of the probe's"));
        for (Case model : chosen) {
            table.add(row(model, "train", turns(model.train(1), model.train(threads)), probe));
            table.add(row(model, "infer", turns(model.infer(1), model.infer(threads)), probe));
        }
        table.print(System.out);
        return CommandLine.ExitCode.OK;
    }

    private static List<String> row(Case model, String mode, Result result, double probe) {
        return List.of(
                model.label(),
                mode,
                String.format(Locale.ROOT, "%.4f", result.one()),
                String.format(Locale.ROOT, "%.4f", result.several()),
                String.format(Locale.ROOT, "%.2fx", result.ratio()),
                String.format(Locale.ROOT, "%.0f %%", 100 * result.ratio() / probe));
    }

    private Result turns(Runnable one, Runnable several) {
        Timer.median(one, seconds / 4);
        double fast = Timer.median(several, seconds / 4);
        int calls = Math.max(1, (int) (TURN_NANOS / (fast * NANOS_PER_MILLI)));
        List<Result> turns = new ArrayList<>();
        long end = System.nanoTime() + (long) (seconds * NANOS);
        while (turns.isEmpty() || System.nanoTime() < end) {
            double slow = milliseconds(one, calls);
            double quick = milliseconds(several, calls);
            turns.add(new Result(slow, quick, slow / quick));
        }
        return new Result(
                median(turns.stream().map(Result::one).toList()),
                median(turns.stream().map(Result::several).toList()),
                median(turns.stream().map(Result::ratio).toList()));
    }

    private static double milliseconds(Runnable call, int calls) {
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            call.run();
        }
        return (System.nanoTime() - start) / (NANOS_PER_MILLI * calls);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
