package io.lamina.processor.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.processor.testing.Compiled;
import io.lamina.processor.testing.JavaCompilers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Compiles each {@code src/test/resources/errors/<Code>/*.java} with both compilers. The messages that must appear stand as
 * comments above the guilty line, {@code // error: [Code] node: text}, and no others may.
 */
class ErrorTest {
    /** What javac says of the stubs of a model that waited in vain for another processor's classes. */
    private static final String LAST_ROUND = "created in the last round will not be subject to annotation processing.";

    static final Path CASES = Path.of("src/test/resources/errors");

    @TestFactory
    Stream<DynamicTest> exactlyTheExpectedMessages() throws IOException {
        return cases().stream()
                .flatMap(file -> Arrays.stream(JavaCompilers.values())
                        .map(compiler -> DynamicTest.dynamicTest(
                                CASES.relativize(file) + " (" + compiler + ")", () -> check(file, compiler))));
    }

    static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.walk(CASES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static void check(Path file, JavaCompilers compiler) throws IOException {
        String source = Files.readString(file);
        Compiled compiled = compiler.compile(Map.of(file.getFileName().toString(), source));
        List<String> found = compiled.messages().stream()
                .flatMap(message -> message.firstLines().stream()
                        .map(first -> message.line() + ": " + message.kind() + ": " + first))
                .filter(line -> !line.endsWith(LAST_ROUND))
                .sorted()
                .toList();
        assertThat(found).as("%s", compiled.printed()).isEqualTo(ExpectedMessages.in(source));
    }
}
