package io.lamina.processor.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.op.LayerRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each layer's annotation is its manual: shapes, an example, errors that exist, and where it comes from. */
class AnnotationManualTest {
    private static final Path ANNOTATIONS = Path.of("../annotations/src/main/java/io/lamina");

    private static final Pattern ERROR_NAME = Pattern.compile("\\b[A-Z][a-z]+([A-Z][a-z]+)+\\b|\\bCycle\\b");

    static Stream<String> layers() {
        return Stream.concat(
                        LayerRegistry.annotations().stream().map(Class::getSimpleName), Stream.of("Input", "Reshape"))
                .distinct()
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void isAManual(String layer) throws IOException {
        String source = Files.readString(ANNOTATIONS.resolve(layer + ".java"));
        String manual = source.substring(0, source.indexOf("public @interface"));
        assertThat(manual).contains("<p>Shapes:", "<pre>{@code", "@" + layer, "<p>Errors:", "<p>After ");
        String errors = manual.substring(manual.indexOf("<p>Errors:"), manual.indexOf("<p>After "));
        List<String> named =
                ERROR_NAME.matcher(errors).results().map(match -> match.group()).toList();
        assertThat(named)
                .isNotEmpty()
                .allMatch(name -> Arrays.stream(Code.values())
                        .anyMatch(code -> code.name().equals(name)));
    }
}
