package io.lamina.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Times whole models as the reference scripts do, and sets both side by side. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Prints 'case mode milliseconds' for each case: the median over single steps after warm-up.")
public final class Compare implements Callable<Integer> {
    @Option(names = "--cases", split = ",", description = "The cases to time; all by default.")
    private List<String> cases = List.of();

    @Option(names = "--seconds", description = "How long each time is measured, after a warm-up of the same length.")
    private double seconds = 3;

    @Option(names = "--threads", description = "Number of threads; one is all there is today.")
    private int threads = 1;

    @Option(
            names = "--reference",
            split = ",",
            description = "Files with what reference scripts printed, named by framework; the ratio is to the fastest.")
    private List<Path> references = List.of();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Compare()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        if (threads != 1) {
            System.err.println("--threads " + threads + ": models run on one thread today");
            return CommandLine.ExitCode.USAGE;
        }
        List<String> known = Arrays.stream(Case.values()).map(Case::label).toList();
        List<String> unknown =
                cases.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            System.err.println("no case " + String.join(", ", unknown) + "; there are " + String.join(", ", known));
            return CommandLine.ExitCode.USAGE;
        }
        References given = References.read(references);
        List<String> rows = new ArrayList<>();
        for (Case model : Case.values()) {
            if (cases.isEmpty() || cases.contains(model.label())) {
                measure(model, given, rows);
            }
        }
        if (!references.isEmpty()) {
            System.out.printf(
                    "%n%-16s %-7s %10s %10s %7s  %s%n", "case", "mode", "Lamina ms", "best ms", "ratio", "best");
            rows.forEach(System.out::println);
        }
        return CommandLine.ExitCode.OK;
    }

    private void measure(Case model, References given, List<String> rows) {
        Map<String, Runnable> modes = new LinkedHashMap<>();
        modes.put("train", model.train());
        modes.put("infer", model.infer());
        modes.put("infer1", model.inferOne());
        modes.forEach((mode, call) -> {
            double own = Timer.median(call, seconds);
            System.out.printf(Locale.ROOT, "%s %s %.4f%n", model.label(), mode, own);
            given.best(model.label(), mode)
                    .ifPresent(best -> rows.add(String.format(
                            Locale.ROOT,
                            "%-16s %-7s %10.4f %10.4f %6.2fx  %s",
                            model.label(),
                            mode,
                            own,
                            best.milliseconds(),
                            best.milliseconds() / own,
                            best.framework())));
        });
    }
}
