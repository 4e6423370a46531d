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
import javax.annotation.processing.Processor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A model that applies a block of which there is only a class file, as from a jar. */
class BinaryBlockTest {
    /** The order of inputs is not that of the alphabet, and its nodes read each other crosswise. */
    private static final String BLOCK = """
            package demo;
            import io.lamina.*;
            @Block
            public interface Mixer {
                int WIDTH = Argument.A;
                @Input("N WIDTH") Tensor tokens();
                @Input("WIDTH") Tensor bias();
                @Dense(units = 2 * WIDTH, activation = ActivationFunction.RELU) Tensor wide(Tensor tokens);
                @Dense(WIDTH) Tensor back(Tensor wide);
                @Subtract Tensor less(Tensor back, Tensor bias);
                @Output @Add Tensor y(@From("tokens") Tensor before, Tensor less);
                @Output @Multiply Tensor scaled(Tensor back, Tensor bias);
            }
            """;

    private static final String MODEL = """
            package demo;
            import io.lamina.*;
            @Model
            public interface Scores {
                @Input("5 8") Tensor x();
                @Input("8") Tensor b();
                @Apply(value = Mixer.class, times = 2, with = "WIDTH=8") Tensor body(Tensor x, Tensor b);
                @Part("scaled") @Output Tensor scaled(Tensor body);
                @Dense(3) @Output Tensor head(Tensor body);
            }
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void isReadFromTheClassBesideIt(JavaCompilers compiler) throws IOException {
        Compiled block = JavaCompilers.JAVAC.compile(Map.of("Mixer.java", BLOCK));
        assertThat(block.printed()).isEmpty();
        keep(block, "demo.Mixer", "demo.MixerEdges");
        assertSameAsFromSource(compiler);
    }

    /** Eclipse's compiler does not show names of class files to processors. */
    @ParameterizedTest
    @EnumSource(names = "JAVAC")
    void isReadFromItsOwnParameterNames(JavaCompilers compiler) throws IOException {
        keep(
                JavaCompilers.JAVAC.compile(Map.of("Mixer.java", BLOCK), List.<Processor>of(), "-parameters"),
                "demo.Mixer");
        assertSameAsFromSource(compiler);
    }

    @ParameterizedTest
    @EnumSource
    void withoutEitherTheModelSaysSo(JavaCompilers compiler) throws IOException {
        keep(JavaCompilers.JAVAC.compile(Map.of("Mixer.java", BLOCK), List.<Processor>of()), "demo.Mixer");
        assertThat(stripped(compile(compiler).printed()))
                .containsExactly(
                        "Scores.java:7: error: [LostParameterNames] body: the class file of Mixer does not hold what its"
                                + " nodes read, and there is no MixerEdges beside it.",
                        "Compile Mixer with Lamina's annotation processor, which writes that class, or with -parameters.",
                        "(docs/errors/LostParameterNames.md)");
    }

    /** The page's message. */
    @ParameterizedTest
    @EnumSource
    void oneThatIsWrongIsReportedWhereItIsApplied(JavaCompilers compiler) throws IOException {
        String narrow = "package demo; import io.lamina.*; @Block public interface Narrow {"
                + " @Input(\"N M\") Tensor x(); @Dense(0) Tensor y(@From(\"x\") Tensor x); }";
        keep(JavaCompilers.JAVAC.compile(Map.of("Narrow.java", narrow), List.<Processor>of()), "demo.Narrow");
        ErrorPage page = ErrorPage.of(Code.InvalidBlock);
        Compiled compiled = compiler.compile(
                Map.of("Scores.java", ErrorPage.source(page.models().get(0))), "-classpath", classPath());
        assertThat(stripped(compiled.printed())).isEqualTo(stripped(page.message()));
    }

    private void assertSameAsFromSource(JavaCompilers compiler) {
        Compiled binary = compile(compiler);
        assertThat(binary.printed()).isEmpty();
        Compiled source = compiler.compile(Map.of("Scores.java", MODEL, "Mixer.java", BLOCK));
        assertThat(source.printed()).isEmpty();
        assertThat(binary.sources())
                .isNotEmpty()
                .allSatisfy((name, text) ->
                        assertThat(text).isEqualTo(source.sources().get(name)));
    }

    private Compiled compile(JavaCompilers compiler) {
        return compiler.compile(Map.of("Scores.java", MODEL), "-classpath", classPath());
    }

    private String classPath() {
        return folder + File.pathSeparator + JavaCompilers.CLASS_PATH;
    }

    private void keep(Compiled compiled, String... classes) throws IOException {
        Files.createDirectories(folder.resolve("demo"));
        for (String name : classes) {
            Files.write(
                    folder.resolve(name.replace('.', '/') + ".class"),
                    compiled.classes().get(name));
        }
    }

    private static List<String> stripped(String text) {
        return text.lines().map(String::strip).toList();
    }
}
