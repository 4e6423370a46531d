package io.lamina.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;

/** What a measurement ran on: the lines of comment that stand above every table. */
final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'");

    private Machine() {}

    /** Prints date, processor, system and JVM, each line behind a {@code #}. */
    static void describe(PrintStream out) {
        out.println("# " + MINUTE.format(Instant.now().atZone(ZoneOffset.UTC)));
        out.println("# " + processor().orElse("unknown processor") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, " + property("os.name") + " "
                + property("os.version") + " " + property("os.arch"));
        out.println("# " + property("java.vm.name") + " " + property("java.vm.version") + " of "
                + property("java.vm.vendor"));
    }

    /** The processor's name, where the system tells it. */
    private static Optional<String> processor() {
        if (!Files.isReadable(PROCESSORS)) {
            return Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER"));
        }
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "?");
    }
}
