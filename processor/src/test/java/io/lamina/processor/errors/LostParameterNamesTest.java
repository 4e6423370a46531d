package io.lamina.processor.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.testing.Compiled;
import io.lamina.processor.testing.JavaCompilers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A model that extends an interface of which there is only a class file. */
class LostParameterNamesTest {
    private static final String BACKBONE =
            "package demo; import io.lamina.*; public interface Backbone { @Dense(units = 8,"
                    + " activation = ActivationFunction.RELU) Tensor features(Tensor pixels); }";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void isReportedAtTheModel(JavaCompilers compiler) throws IOException {
        compileBackbone(BACKBONE);
        Compiled compiled = compileDigits(compiler, digits());
        String page = ErrorPage.of(Code.LostParameterNames).message();
        assertThat(stripped(compiled.printed())).isEqualTo(stripped(page));
    }

    /** ECJ writes parameter names, but does not show those of class files to processors. */
    @ParameterizedTest
    @EnumSource(names = "JAVAC")
    void parametersKeepTheirNamesWhereTheCompilerIsAskedTo(JavaCompilers compiler) throws IOException {
        compileBackbone(BACKBONE, "-parameters");
        assertThat(compileDigits(compiler, digits()).printed()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void fromIsKeptInClassFiles(JavaCompilers compiler) throws IOException {
        compileBackbone(BACKBONE.replace("Tensor pixels", "@From(\"pixels\") Tensor pixels"));
        assertThat(compileDigits(compiler, digits()).printed()).isEmpty();
    }

    private static String digits() throws IOException {
        return ErrorPage.of(Code.LostParameterNames).models().get(0);
    }

    private void compileBackbone(String source, String... options) throws IOException {
        Compiled compiled = JavaCompilers.JAVAC.compile(Map.of("Backbone.java", source), options);
        assertThat(compiled.printed()).isEmpty();
        Files.createDirectories(folder.resolve("demo"));
        Files.write(folder.resolve("demo/Backbone.class"), compiled.classes().get("demo.Backbone"));
    }

    private Compiled compileDigits(JavaCompilers compiler, String model) {
        String classPath = folder + File.pathSeparator + JavaCompilers.CLASS_PATH;
        return compiler.compile(Map.of("Digits.java", ErrorPage.source(model)), "-classpath", classPath);
    }

    private static List<String> stripped(String text) {
        return text.lines().map(String::strip).toList();
    }
}
