package io.lamina.runtime.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Equal calls give equal bits, interpreted or compiled, on each lane and width that this machine can try, in JVMs side by side. */
@Execution(ExecutionMode.CONCURRENT)
class JitStabilityTest {
    static Stream<List<String>> lanes() {
        return Stream.of(
                List.of("-Dlamina.lane=plain"),
                List.of("--add-modules", "jdk.incubator.vector"),
                List.of("--add-modules", "jdk.incubator.vector", "-Dlamina.vectorBits=128"),
                List.of("--add-modules", "jdk.incubator.vector", "-Dlamina.vectorBits=256"));
    }

    @ParameterizedTest
    @MethodSource("lanes")
    void bitsAreTheSameColdAndCompiled(List<String> lane) throws Exception {
        List<String> interpreted = digest(lane, "-Xint", 1);
        List<String> compiled = digest(lane, "-Xbatch", 6_000);
        assertThat(interpreted).hasSizeGreaterThan(Activations.COUNT);
        assertThat(compiled).isEqualTo(interpreted);
    }

    private static List<String> digest(List<String> lane, String mode, int calls) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(lane);
        Collections.addAll(
                command,
                mode,
                "-cp",
                location(Lane.class) + java.io.File.pathSeparator + location(KernelDigest.class),
                KernelDigest.class.getName(),
                Integer.toString(calls));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + "\n" + output).isZero();
        return output.lines().toList();
    }

    /** Where the build put a class; in a patched module that is not where the module is. */
    private static Path location(Class<?> type) throws IOException {
        boolean test = type == KernelDigest.class;
        Path classes = Path.of("target", test ? "test-classes" : "classes").toAbsolutePath();
        assertThat(classes.resolve(type.getName().replace('.', '/') + ".class")).exists();
        return classes;
    }
}
