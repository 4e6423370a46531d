package io.lamina.benchmarks;

import io.lamina.runtime.kernels.Lane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Kernels on the shapes of the cases, as speeds and as shares of what the processor can do, which is measured first. */
@Command(
        name = "Kernels",
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Prints the speed of kernels on one thread, each on the shapes that the cases have: products of matrices and"
                    + " convolutions in GFLOP/s beside a measured peak of fused multiply-adds; pools, norms, functions"
                    + " and optimizers in GB/s beside a measured copy of as many bytes.",
            "The median decides; 'least' is the shortest sample. A sample has as many calls as 20 microseconds hold."
        })
public final class Kernels implements Callable<Integer> {
    private static final double GIGA = 1e9;
    private static final double MILLIS = 1e-3;
    private static final String NONE = "-";

    /** What is measured. */
    private enum Group {
        PRODUCTS,
        CONVOLUTIONS,
        SWEEPS
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--only",
            paramLabel = "GROUP",
            split = ",",
            description = "Some of ${COMPLETION-CANDIDATES}.",
            showDefaultValue = CommandLine.Help.Visibility.NEVER)
    private List<Group> groups = List.of(Group.values());

    @Option(
            names = "--case",
            paramLabel = "TEXT",
            description = "Only shapes whose origin or name contains this, such as gpt_b8n128 or 64x64x64.",
            showDefaultValue = CommandLine.Help.Visibility.NEVER)
    private String part = "";

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long each kernel is measured, after a warm-up of the same length.")
    private double seconds = 0.5;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Also prints how much faster the peak probe is on so many threads.")
    private int threads = 1;

    @Option(
            names = "--reference",
            paramLabel = "FILE",
            description = "What torch_kernels.py printed; adds the ratio of our speed to its.",
            showDefaultValue = CommandLine.Help.Visibility.NEVER)
    private Optional<Path> reference = Optional.empty();

    @Option(names = "--shapes", description = "Prints the list that torch_kernels.py reads, and measures nothing.")
    private boolean shapesOnly;

    private final CopyBandwidth bandwidth = new CopyBandwidth();

    public static void main(String[] arguments) {
        System.exit(Commands.execute(new Kernels(), arguments));
    }

    @Override
    public Integer call() {
        if (shapesOnly) {
            Stream.of(Group.PRODUCTS, Group.CONVOLUTIONS)
                    .flatMap(group -> workloads(group).stream())
                    .forEach(
                            workload -> System.out.printf(Locale.ROOT, "%s = %.0f%n", workload.key(), workload.work()));
            return CommandLine.ExitCode.OK;
        }
        Optional<KernelReferences> given = readReference();
        Machine.describe(System.out);
        System.out.printf(
                Locale.ROOT,
                "# median and least of samples over %s s on 1 thread, %s lane%n",
                seconds,
                Lane.VECTOR ? "vector" : "plain");
        double peak = PeakProbe.gigaflops(1);
        System.out.printf(Locale.ROOT, "# peak of fused multiply-adds: %.1f GFLOP/s%n", peak);
        if (threads > 1) {
            double together = PeakProbe.gigaflops(threads);
            System.out.printf(
                    Locale.ROOT,
                    "# on %d threads: %.1f GFLOP/s, %.2f times as much%n",
                    threads,
                    together,
                    together / peak);
        }
        for (Group group : groups) {
            if (group == Group.SWEEPS) {
                sweeps();
            } else {
                products(group, peak, given);
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private Optional<KernelReferences> readReference() {
        try {
            return reference.isPresent() ? Optional.of(KernelReferences.read(reference.get())) : Optional.empty();
        } catch (IOException problem) {
            throw new ParameterException(spec.commandLine(), "--reference: " + problem.getMessage(), problem);
        }
    }

    private List<Workload> workloads(Group group) {
        List<Workload> all = switch (group) {
            case PRODUCTS -> MatrixProducts.all();
            case CONVOLUTIONS -> Convolution.all();
            case SWEEPS -> Sweeps.all();
        };
        return all.stream()
                .filter(workload ->
                        workload.origin().contains(part) || workload.name().contains(part))
                .toList();
    }

    private void products(Group group, double peak, Optional<KernelReferences> given) {
        List<String> heading = new ArrayList<>(List.of("kernel", "of", "ms", "least", "GFLOP/s", "of peak"));
        given.ifPresent(references -> heading.addAll(List.of("PyTorch", "net", "ratio", "net")));
        Table table = new Table(2, heading);
        for (Workload workload : workloads(group)) {
            Timer.Times times = Timer.ofShort(workload.call().get(), seconds);
            double speed = workload.work() / (times.median() * MILLIS) / GIGA;
            List<String> row = row(workload, times, "%.1f", speed, 100 * speed / peak);
            given.ifPresent(references -> row.addAll(beside(references.of(workload), speed)));
            table.add(row);
        }
        print(table);
    }

    private static List<String> beside(Optional<KernelReferences.Speed> reference, double speed) {
        return reference
                .map(other -> List.of(
                        text("%.1f", other.gross()),
                        text("%.1f", other.net()),
                        text("%.2f", speed / other.gross()),
                        text("%.2f", speed / other.net())))
                .orElse(List.of(NONE, NONE, NONE, NONE));
    }

    private void sweeps() {
        Table table = new Table(2, List.of("kernel", "of", "ms", "least", "GB/s", "of copy"));
        for (Workload workload : workloads(Group.SWEEPS)) {
            Timer.Times times = Timer.ofShort(workload.call().get(), seconds);
            double speed = workload.work() / (times.median() * MILLIS);
            double share = speed / bandwidth.bytesPerSecond(workload.work());
            table.add(row(workload, times, "%.1f", speed / GIGA, 100 * share));
        }
        print(table);
    }

    private static List<String> row(Workload workload, Timer.Times times, String format, double speed, double percent) {
        return new ArrayList<>(List.of(
                workload.name(),
                workload.origin(),
                text("%.4f", times.median()),
                text("%.4f", times.least()),
                text(format, speed),
                text("%.0f %%", percent)));
    }

    private static void print(Table table) {
        System.out.println();
        table.print(System.out);
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
