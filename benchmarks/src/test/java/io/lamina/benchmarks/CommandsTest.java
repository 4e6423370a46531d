package io.lamina.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Descriptions are formats to picocli: where a percent sign is not doubled it prints them as they are, and warns. */
class CommandsTest {
    static Stream<Callable<Integer>> commands() {
        return Stream.of(
                new Allocation(),
                new Compare(),
                new Decode(),
                new JitCheck(),
                new Kernels(),
                new Scaling(),
                new StartUp());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpIsPrintedWithoutAWarning(Callable<Integer> command) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream help = new ByteArrayOutputStream();
        ByteArrayOutputStream warnings = new ByteArrayOutputStream();
        int status;
        try {
            System.setOut(new PrintStream(help, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(warnings, true, StandardCharsets.UTF_8));
            status = Commands.execute(command, "--help");
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(status).isZero();
        assertThat(warnings.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(help.toString(StandardCharsets.UTF_8))
                .contains("Usage: " + command.getClass().getSimpleName(), "--help", "Shows this.")
                .doesNotContain("%%");
        if (command instanceof StartUp) {
            assertThat(help.toString(StandardCharsets.UTF_8)).contains("90 % of the speed");
        }
    }
}
