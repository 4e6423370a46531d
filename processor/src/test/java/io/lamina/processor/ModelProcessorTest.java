package io.lamina.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.processor.testing.Compiled;
import io.lamina.processor.testing.JavaCompilers;
import io.lamina.processor.testing.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rounds, deferral, crashes, stubs and options. */
class ModelProcessorTest {
    private static final String DIGITS = """
            package demo;
            import io.lamina.*;
            @Model
            public interface Digits {
                @Input("8 8 1") Tensor image();
                @Flatten Tensor flat(Tensor image);
                @Dense(10) Tensor logits(Tensor flat);
                @Input(type = DataType.INT32) Tensor digit();
                @CrossEntropy Tensor loss(Tensor logits, Tensor digit);
            }
            """;

    @ParameterizedTest
    @EnumSource
    void aCorrectModelGivesThreeClassesAndNoMessage(JavaCompilers compiler) {
        Compiled compiled = compiler.compile(Map.of("Digits.java", DIGITS));
        assertThat(compiled.printed()).isEmpty();
        assertThat(compiled.success()).isTrue();
        assertThat(compiled.sources())
                .containsOnlyKeys("demo.DigitsInference", "demo.DigitsParameters", "demo.DigitsTraining");
        assertThat(compiled.classes()).containsKeys("demo.Digits", "demo.DigitsInference");
    }

    @ParameterizedTest
    @EnumSource
    void aWrongModelGivesStubsSoThatItsUsersAddNoNoise(JavaCompilers compiler) {
        String wrong = DIGITS.replace("Tensor flat);", "Tensor flta);");
        String user = "package demo; class User { DigitsInference inference; DigitsParameters parameters; }";
        Compiled compiled = compiler.compile(Map.of("Digits.java", wrong, "User.java", user));
        assertThat(compiled.messages()).extracting(Message::file).containsExactly("Digits.java");
        assertThat(compiled.sources()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void aModelWaitsForAConstantThatAnotherProcessorGenerates(JavaCompilers compiler) {
        String waiting = DIGITS.replace("@Dense(10)", "@Dense(Config.CLASSES)");
        Compiled compiled =
                compiler.compile(Map.of("Digits.java", waiting), List.of(new ModelProcessor(), new ConfigProcessor()));
        assertThat(compiled.printed()).isEmpty();
        assertThat(compiled.sources()).containsKeys("demo.Config", "demo.DigitsInference");
        assertThat(compiled.classes()).containsKey("demo.DigitsInference");
    }

    /** ECJ does not look at a field's value again once it could not find it. */
    @ParameterizedTest
    @EnumSource(names = "JAVAC")
    void aModelWaitsForAConstantOfItsOwnThatIsGenerated(JavaCompilers compiler) {
        String waiting = DIGITS.replace("@Input(\"8 8 1\")", "int SIDE = Config.SIDE; @Input(\"SIDE SIDE 1\")");
        Compiled compiled =
                compiler.compile(Map.of("Digits.java", waiting), List.of(new ModelProcessor(), new ConfigProcessor()));
        assertThat(compiled.printed()).isEmpty();
        assertThat(compiled.classes()).containsKey("demo.DigitsInference");
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyGeneratesIsReportedByTheJavaCompilerAlone(JavaCompilers compiler) {
        String broken = DIGITS.replace("@Dense(10)", "@Dense(Config.CLASSES)");
        Compiled compiled = compiler.compile(Map.of("Digits.java", broken));
        assertThat(compiled.success()).isFalse();
        assertThat(compiled.messages()).noneMatch(message -> message.text().contains("docs/errors"));
        assertThat(compiled.messages())
                .filteredOn(message -> message.kind().equals("error"))
                .allMatch(message -> message.text().contains("Config"));
    }

    @ParameterizedTest
    @EnumSource
    void otherProblemsAreReportedBesideWhatIsUnresolved(JavaCompilers compiler) {
        String broken = DIGITS.replace("@Dense(10)", "@Dense(Config.CLASSES)").replace("8 8 1", "8,8,1");
        Compiled compiled = compiler.compile(Map.of("Digits.java", broken));
        assertThat(compiled.messages())
                .filteredOn(message -> message.text().contains("docs/errors"))
                .singleElement()
                .satisfies(message -> assertThat(message.text()).startsWith("[MalformedShape] image"));
    }

    @ParameterizedTest
    @EnumSource
    void aDefectIsAMessageAndNoCrash(JavaCompilers compiler) throws IOException {
        ModelProcessor failing = new ModelProcessor((model, report, stages) -> {
            throw new IllegalStateException("no order of these nodes");
        });
        Compiled compiled = compiler.compile(Map.of("Digits.java", DIGITS), List.of(failing));
        assertThat(compiled.sources()).hasSize(3);
        Message message = compiled.messages().get(0);
        assertThat(compiled.messages()).hasSize(1);
        assertThat(message.line()).isEqualTo(4);
        assertThat(message.text())
                .startsWith("[InternalError] Digits: the model compiler failed with IllegalStateException.")
                .contains("java.lang.IllegalStateException: no order of these nodes")
                .contains("at io.lamina.processor.ModelProcessorTest")
                .contains("Please report it");
        List<String> page = Files.readAllLines(Path.of("../docs/errors/InternalError.md"));
        assertThat(page.stream().map(String::strip))
                .contains("Digits.java:4: error: " + message.firstLines().get(0))
                .contains(
                        "This is a defect of Lamina, not of your model. Please report it with this message and the interface.")
                .contains("java.lang.IllegalStateException: no order of these nodes");
    }

    @ParameterizedTest
    @EnumSource
    void anOptionPrintsTheStages(JavaCompilers compiler) {
        assertThat(compiler.compile(Map.of("Digits.java", DIGITS)).notes()).isEmpty();
        assertThat(compiler.compile(Map.of("Digits.java", DIGITS), "-Alamina.print=true")
                        .notes())
                .anyMatch(note -> note.contains("after lower"))
                .anyMatch(note -> note.contains("after fuse"));
    }

    @ParameterizedTest
    @EnumSource
    void aNestedInterfaceIsAModel(JavaCompilers compiler) {
        String nested =
                DIGITS.replace("@Model\npublic interface Digits {", "class Outer { @Model\ninterface Digits {") + "}";
        Compiled compiled = compiler.compile(Map.of("Outer.java", nested));
        assertThat(compiled.printed()).isEmpty();
        assertThat(compiled.sources()).containsKey("demo.Outer_DigitsInference");
    }

    @ParameterizedTest
    @EnumSource
    void inheritedMethodsAndConstantsBelongToTheModel(JavaCompilers compiler) {
        String backbone = """
                package demo;
                import io.lamina.*;
                interface Backbone {
                    int SIDE = 8;
                    @Input("SIDE SIDE 1") Tensor image();
                    @Flatten Tensor flat(Tensor image);
                    @Dense(3) Tensor logits(Tensor flat);
                }
                """;
        String digits = """
                package demo;
                import io.lamina.*;
                @Model
                interface Digits extends Backbone {
                    @Dense(10) @Shape("10") Tensor logits(Tensor flat);
                    @Softmax @Output Tensor probabilities(Tensor logits);
                }
                """;
        Compiled compiled = compiler.compile(Map.of("Digits.java", digits, "Backbone.java", backbone));
        assertThat(compiled.printed()).isEmpty();
        assertThat(compiled.sources().get("demo.DigitsInference")).contains("float[] predict(float[] image)");
    }

    @ParameterizedTest
    @EnumSource
    void aProblemOfAnInheritedMethodPointsAtItsSource(JavaCompilers compiler) {
        String backbone =
                "package demo;\nimport io.lamina.*;\ninterface Backbone {\n@Input(\"8,8\")\nTensor image();\n}\n";
        String digits = "package demo;\nimport io.lamina.*;\n@Model\ninterface Digits extends Backbone {\n"
                + "@Flatten\nTensor flat(Tensor image);\n}\n";
        Compiled compiled = compiler.compile(Map.of("Digits.java", digits, "Backbone.java", backbone));
        assertThat(compiled.messages()).singleElement().satisfies(message -> {
            assertThat(message.file()).isEqualTo("Backbone.java");
            assertThat(message.line()).isEqualTo(4);
        });
    }

    @ParameterizedTest
    @EnumSource
    void theSameSourcesGiveTheSameBytes(JavaCompilers compiler) {
        Map<String, String> sources = Map.of("Digits.java", DIGITS);
        assertThat(compiler.compile(sources).sources())
                .isEqualTo(compiler.compile(sources).sources());
    }

    /** Writes {@code demo.Config} in the first round. */
    @SupportedAnnotationTypes("*")
    private static final class ConfigProcessor extends AbstractProcessor {
        private boolean written;

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latest();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (!written) {
                written = true;
                try (Writer writer =
                        processingEnv.getFiler().createSourceFile("demo.Config").openWriter()) {
                    writer.write("package demo; interface Config { int CLASSES = 10; int SIDE = 8; }");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return false;
        }
    }
}
