package io.lamina.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long a fresh JVM takes to a model's first result, and until it runs at 90 % of its steady speed. */
@Command(
        name = "StartUp",
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Starts JVMs that make a model with random weights, call it, and go on calling. Prints milliseconds from the"
                    + " start of the process: to the first result of one sample (infer1) or the end of the first training"
                    + " step (train), and to 90 %% of the speed that the last quarter of the calls has. Each is the median"
                    + " over several JVMs.",
            "'nothing' is a JVM whose main method only asks for the time. On JDK 25 each is measured with an AOT cache, too."
        })
public final class StartUp implements Callable<Integer> {
    private static final Pattern RESULT = Pattern.compile("first=([0-9.]+) steady=([0-9.]+) steps=([0-9]+)");
    private static final int JDK_WITH_AOT_CACHE = 25;
    private static final List<String> MODES = List.of("infer1", "train");

    @Option(names = "--runs", paramLabel = "N", description = "How many JVMs a median is over.")
    private int runs = 5;

    @Option(names = "--seconds", paramLabel = "S", description = "How long a JVM goes on after the first call.")
    private double seconds = 6;

    @Option(
            names = "--cases",
            paramLabel = "NAME",
            split = ",",
            description = "The cases; all by default.",
            showDefaultValue = CommandLine.Help.Visibility.NEVER)
    private List<String> cases = Arrays.stream(Case.values()).map(Case::label).toList();

    /** What a JVM told: milliseconds to the first result and to steady speed, and the calls until then. */
    private record Result(double first, double steady, double steps) {}

    public static void main(String[] arguments) {
        System.exit(Commands.execute(new StartUp(), arguments));
    }

    @Override
    public Integer call() throws IOException {
        Machine.describe(System.out);
        System.out.printf(Locale.ROOT, "# medians of %d JVMs, %s s each%n%n", runs, seconds);
        Table table = new Table(4, List.of("case", "mode", "lane", "AOT cache", "first ms", "90 % ms", "calls"));
        for (boolean vector : new boolean[] {true, false}) {
            List<String> lane = ChildJvm.lane(vector);
            measure(table, "nothing", "infer1", vector, "no", lane);
            for (Case model : Case.values()) {
                if (cases.contains(model.label())) {
                    measure(table, model, vector, lane);
                }
            }
        }
        table.print(System.out);
        return CommandLine.ExitCode.OK;
    }

    private void measure(Table table, Case model, boolean vector, List<String> lane) throws IOException {
        for (String mode : MODES) {
            measure(table, model.name(), mode, vector, "no", lane);
            if (Runtime.version().feature() >= JDK_WITH_AOT_CACHE) {
                measureCached(table, model, mode, vector, lane);
            }
        }
    }

    private void measureCached(Table table, Case model, String mode, boolean vector, List<String> lane)
            throws IOException {
        Path cache = Files.createTempFile("lamina", ".aot");
        try {
            run(model.name(), mode, seconds, with(lane, "-XX:AOTCacheOutput=" + cache));
            measure(table, model.name(), mode, vector, "yes", with(lane, "-XX:AOTCache=" + cache));
        } finally {
            Files.delete(cache);
        }
    }

    private static List<String> with(List<String> flags, String flag) {
        List<String> all = new ArrayList<>(flags);
        all.add(flag);
        return all;
    }

    private void measure(Table table, String model, String mode, boolean vector, String cached, List<String> flags)
            throws IOException {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            results.add(run(model, mode, seconds, flags));
        }
        boolean nothing = model.equals("nothing");
        List<String> row = List.of(
                nothing ? model : Case.valueOf(model).label(),
                nothing ? "" : mode,
                vector ? "vector" : "plain",
                cached,
                median(results.stream().mapToDouble(Result::first)),
                nothing ? "" : median(results.stream().mapToDouble(Result::steady)),
                nothing ? "" : median(results.stream().mapToDouble(Result::steps)));
        System.err.println(String.join(" ", row));
        table.add(row);
    }

    private static Result run(String model, String mode, double seconds, List<String> flags) throws IOException {
        Instant now = Instant.now();
        long born = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        String output = new ChildJvm(flags)
                .run(StartUpProbe.class, List.of(model, mode, Long.toString(born), Double.toString(seconds)));
        Matcher matcher = RESULT.matcher(output);
        if (!matcher.find()) {
            throw new IOException("the child printed no result:\n" + output);
        }
        return new Result(
                Double.parseDouble(matcher.group(1)),
                Double.parseDouble(matcher.group(2)),
                Double.parseDouble(matcher.group(3)));
    }

    private static String median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return String.format(Locale.ROOT, "%.0f", sorted[sorted.length / 2]);
    }
}
