package io.lamina.benchmarks;

import io.lamina.benchmarks.CompilationLog.Call;
import io.lamina.benchmarks.CompilationLog.Compilation;
import io.lamina.benchmarks.CompilationLog.Discard;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs cases in JVMs of their own and reads from their compilation logs whether the kernels are compiled as intended. */
@Command(
        name = "JitCheck",
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Trains and predicts in a JVM that logs its compilations, prints what C2 made of our methods, and fails if in"
                    + " the last compilation of one",
            " - C2 gave up, or the method is beyond the 8000 bytes that it compiles,",
            " - a vector goes in or out of a call that was not inlined, and so is an object,",
            " - a kernel makes a virtual call,",
            "or if code was thrown away more than " + JitCheck.DISCARDS
                    + " times for one method, or still in the last quarter" + " of the run."
        })
public final class JitCheck implements Callable<Integer> {
    /** A branch first taken late throws code away, and that a few times. */
    static final int DISCARDS = 8;

    private static final String OURS = "io.lamina.";
    private static final String KERNELS = "io.lamina.runtime.kernels.";
    private static final int LARGEST = 8000;
    /** A share of the run that lies in its second round. */
    private static final double LATE = 0.6;
    /** C2 tries again after these. */
    private static final List<String> HARMLESS =
            List.of("stale task", "retry without subsuming loads", "retry class loading during parsing");

    @Option(
            names = "--cases",
            paramLabel = "NAME",
            split = ",",
            description = "The cases; all by default.",
            showDefaultValue = CommandLine.Help.Visibility.NEVER)
    private List<String> cases = Arrays.stream(Case.values()).map(Case::label).toList();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long each of train, infer and infer1 runs, in each of two rounds.")
    private double seconds = 5;

    @Option(names = "--calls", description = "Also prints every call that was not inlined.")
    private boolean calls;

    public static void main(String[] arguments) {
        System.exit(Commands.execute(new JitCheck(), arguments));
    }

    @Override
    public Integer call() throws IOException {
        Machine.describe(System.out);
        int faults = 0;
        for (String name : cases) {
            CompilationLog log = run(name);
            System.out.printf(Locale.ROOT, "%n%s, %.0f s%n", name, log.end() / 1e3);
            print(log);
            List<String> found = faults(log);
            found.forEach(fault -> System.out.println("FAULT " + fault));
            faults += found.size();
        }
        System.out.printf("%n%d faults%n", faults);
        return faults == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private CompilationLog run(String name) throws IOException {
        Path file = Files.createTempFile("lamina", ".log");
        try {
            List<String> flags = new ArrayList<>(ChildJvm.lane(true));
            flags.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+LogCompilation", "-XX:LogFile=" + file));
            new ChildJvm(flags).run(JitProbe.class, List.of(name, Double.toString(seconds)));
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                return CompilationLog.read(lines, OURS);
            }
        } finally {
            Files.delete(file);
        }
    }

    private void print(CompilationLog log) {
        Map<String, Long> discards =
                log.discards().stream().collect(Collectors.groupingBy(Discard::method, Collectors.counting()));
        Table table = new Table(1, List.of("method", "bytes", "last compiled ms", "thrown away"));
        last(log).values().stream()
                .filter(compilation -> compilation.method().startsWith(KERNELS))
                .forEach(compilation -> {
                    table.add(List.of(
                            compilation.method().substring(KERNELS.length()),
                            Integer.toString(compilation.bytes()),
                            String.format(Locale.ROOT, "%.0f", compilation.milliseconds()),
                            Long.toString(discards.getOrDefault(compilation.method(), 0L))));
                    if (calls) {
                        compilation.calls().stream()
                                .distinct()
                                .forEach(call -> table.add(List.of(
                                        "    calls " + call.callee() + ": " + call.reason() + ", called "
                                                + call.count(),
                                        "",
                                        "",
                                        "")));
                    }
                });
        table.print(System.out);
    }

    /** What is wrong, a sentence each. */
    static List<String> faults(CompilationLog log) {
        List<String> faults = new ArrayList<>();
        for (Compilation compilation : last(log).values()) {
            compilation.failures().stream()
                    .filter(failure -> !HARMLESS.contains(failure))
                    .forEach(failure -> faults.add("C2 gave up on " + compilation.method() + ": " + failure));
            if (compilation.bytes() > LARGEST) {
                faults.add(compilation.method() + " has " + compilation.bytes() + " bytes of bytecode");
            }
            if (compilation.method().startsWith(KERNELS)) {
                compilation.calls().stream()
                        .distinct()
                        .forEach(
                                call -> fault(call).ifPresent(fault -> faults.add(compilation.method() + " " + fault)));
            }
        }
        Map<String, List<Discard>> discards = log.discards().stream()
                .filter(discard -> discard.method().startsWith(KERNELS))
                .collect(Collectors.groupingBy(Discard::method, LinkedHashMap::new, Collectors.toList()));
        discards.forEach((method, all) -> {
            if (all.size() > DISCARDS) {
                faults.add("the code of " + method + " was thrown away " + all.size() + " times");
            }
            Discard latest = all.get(all.size() - 1);
            if (latest.milliseconds() > LATE * log.end()) {
                faults.add(String.format(
                        Locale.ROOT,
                        "the code of %s was thrown away as late as after %.0f ms: %s",
                        method,
                        latest.milliseconds(),
                        latest.reason()));
            }
        });
        return faults;
    }

    private static Optional<String> fault(Call call) {
        if (call.count() <= 0) {
            return Optional.empty();
        }
        if (call.reason().contains("virtual call")) {
            return Optional.of("makes a virtual call of " + call.callee());
        }
        return call.vectors()
                ? Optional.of("hands vectors to " + call.callee() + ", not inlined: " + call.reason())
                : Optional.empty();
    }

    /** The last compilation of each method. */
    private static Map<String, Compilation> last(CompilationLog log) {
        Map<String, Compilation> last = new LinkedHashMap<>();
        log.compilations().forEach(compilation -> last.put(compilation.method(), compilation));
        return last;
    }
}
