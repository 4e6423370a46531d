package io.lamina.benchmarks;

import io.lamina.runtime.kernels.Lane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Times whole models as the reference scripts do, and sets all of them side by side. */
@Command(
        name = "Compare",
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Prints 'case mode milliseconds' for each case: the median over single steps after warm-up.",
            "The modes are train (a step), infer (a batch) and infer1 (one sample)."
        })
public final class Compare implements Callable<Integer> {
    private static final String NONE = "-";

    @Spec
    private CommandSpec spec;

    @Option(names = "--threads", paramLabel = "N", description = "Threads that a model uses.")
    private int threads = 1;

    @Option(
            names = "--cases",
            paramLabel = "NAME",
            split = ",",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "The cases to time; all by default: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Cases.class)
    private List<String> cases = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long each time is measured, after a warm-up of at least twice that.")
    private double seconds = 3;

    @Option(
            names = "--reference",
            paramLabel = "FILE",
            split = ",",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "What a reference script printed, named by framework; give one for each framework. Prints a"
                    + " table with the ratio to the fastest of them.")
    private List<Path> references = List.of();

    public static void main(String[] arguments) {
        System.exit(Commands.execute(new Compare(), arguments));
    }

    @Override
    public Integer call() {
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads must be at least 1, but is " + threads);
        }
        List<Case> chosen = chosen();
        References given = readReferences();
        Machine.describe(System.out);
        System.out.printf(
                Locale.ROOT,
                "# median of single steps over %s s on %d thread(s), %s lane%n",
                seconds,
                threads,
                Lane.VECTOR ? "vector" : "plain");
        Table table = new Table(2, heading(given));
        for (Case model : chosen) {
            measure(model, given, table);
        }
        if (!references.isEmpty()) {
            System.out.println();
            table.print(System.out);
        }
        return CommandLine.ExitCode.OK;
    }

    private List<Case> chosen() {
        return cases.isEmpty() ? List.of(Case.values()) : Cases.named(cases, spec);
    }

    private References readReferences() {
        try {
            return References.read(references);
        } catch (IOException problem) {
            throw new ParameterException(spec.commandLine(), "--reference: " + problem.getMessage(), problem);
        }
    }

    private static List<String> heading(References given) {
        List<String> heading = new ArrayList<>(List.of("case", "mode", "Lamina"));
        heading.addAll(given.frameworks());
        heading.addAll(List.of("best", "ratio"));
        return heading;
    }

    private void measure(Case model, References given, Table table) {
        Map<String, Runnable> modes = new LinkedHashMap<>();
        modes.put("train", model.train(threads));
        modes.put("infer", model.infer(threads));
        modes.put("infer1", model.inferOne(threads));
        modes.forEach((mode, call) -> {
            double own = Timer.median(call, seconds);
            System.out.printf(Locale.ROOT, "%s %s %.4f%n", model.label(), mode, own);
            table.add(row(model.label(), mode, own, given));
        });
    }

    private static List<String> row(String label, String mode, double own, References given) {
        List<String> row = new ArrayList<>(List.of(label, mode, milliseconds(own)));
        for (String framework : given.frameworks()) {
            OptionalDouble time = given.milliseconds(framework, label, mode);
            row.add(time.isPresent() ? milliseconds(time.getAsDouble()) : NONE);
        }
        row.add(given.best(label, mode).map(References.Best::framework).orElse(NONE));
        row.add(given.best(label, mode)
                .map(best -> String.format(Locale.ROOT, "%.2fx", best.milliseconds() / own))
                .orElse(NONE));
        return row;
    }

    private static String milliseconds(double time) {
        return String.format(Locale.ROOT, "%.4f", time);
    }
}
