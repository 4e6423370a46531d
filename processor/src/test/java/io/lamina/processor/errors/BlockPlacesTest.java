package io.lamina.processor.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.processor.testing.Compiled;
import io.lamina.processor.testing.JavaCompilers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A message about a block that another file applies names the path of the use, and the places in the blocks that lead there. */
class BlockPlacesTest {
    private static final String MIXER = """
            package demo;
            import io.lamina.*;
            @Block
            public interface Mixer {
                int WIDTH = Argument.A;
                @Input("T WIDTH") Tensor x();
                @Dense(units = 2 * WIDTH, activation = ActivationFunction.GELU) Tensor up(Tensor x);
                @Add Tensor y(Tensor x, Tensor up);
            }
            """;

    private static final String LAYER = """
            package demo;
            import io.lamina.*;
            @Block
            public interface Layer {
                int WIDTH = Argument.A;
                int HEADS = Argument.B;
                @Input("T WIDTH") Tensor x();
                @Attention(
                        heads = HEADS) Tensor attention(Tensor x);
                @Apply(value = Mixer.class, with = "WIDTH=WIDTH") Tensor mixed(Tensor attention);
            }
            """;

    private static final String MODEL = """
            package demo;
            import io.lamina.*;
            @Model
            public interface Scores {
                @Input("9 12") Tensor x();
                @Apply(value = Layer.class, times = 2, with = {"WIDTH=12", "HEADS=5"}) Tensor body(Tensor x);
                @Apply(value = Layer.class, with = {"WIDTH=12", "HEADS=3"}) Tensor other(Tensor x);
                @Add Tensor both(Tensor body, Tensor other);
                @Dense(3) Tensor head(Tensor both);
            }
            """;

    @TempDir
    Path folder;

    @Test
    void fromSource() {
        Compiled compiled =
                JavaCompilers.JAVAC.compile(Map.of("Scores.java", MODEL, "Layer.java", LAYER, "Mixer.java", MIXER));
        assertThat(firstAndPlace(compiled.printed()))
                .containsExactly(
                        "Scores.java:6: error: [HeadsDoNotDivide] body.0.attention: heads = 5 does not divide the 12"
                                + " features of body.0.x, which is 9 12.",
                        "This is Layer.attention (Layer.java:9), as it is applied here.",
                        "Scores.java:7: error: [CannotAdd] other.mixed.y: cannot add other.mixed.up, which is 9 24, and"
                                + " other.mixed.x, which is 9 12.",
                        "This is Mixer.y (Mixer.java:8), applied by Layer.mixed (Layer.java:10), which is applied here.");
    }

    @ParameterizedTest
    @EnumSource
    void fromClassFiles(JavaCompilers compiler) throws IOException {
        Compiled blocks = JavaCompilers.JAVAC.compile(Map.of("Layer.java", LAYER, "Mixer.java", MIXER));
        assertThat(blocks.printed()).isEmpty();
        for (Map.Entry<String, byte[]> type : blocks.classes().entrySet()) {
            Path file = folder.resolve(type.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, type.getValue());
        }
        String path = folder + File.pathSeparator + JavaCompilers.CLASS_PATH;
        Compiled compiled = compiler.compile(Map.of("Scores.java", MODEL), "-classpath", path);
        assertThat(firstAndPlace(compiled.printed()))
                .contains(
                        "This is Layer.attention (Layer.class), as it is applied here.",
                        "This is Mixer.y (Mixer.class), applied by Layer.mixed (Layer.class), which is applied here.");
    }

    private static List<String> firstAndPlace(String printed) {
        return printed.lines()
                .map(String::strip)
                .filter(line -> line.contains(": error: [") || line.startsWith("This is "))
                .toList();
    }
}
