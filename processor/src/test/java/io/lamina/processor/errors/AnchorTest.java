package io.lamina.processor.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.processor.testing.JavaCompilers;
import io.lamina.processor.testing.Message;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages point at the annotation's value, else the annotation, else the parameter, the method, the interface. */
class AnchorTest {
    private static final String MODEL = """
            package demo;
            import io.lamina.*;
            @Model
            interface Anchors {
                @Input("8 8 1") Tensor image();
                @Conv2d(filters = 4, kernel = 3) Tensor conv(Tensor image);
                @Flatten @Shape("144") Tensor flat(Tensor conv);
                @Dense(10) Tensor logits(Tensor flat);
            }
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a value             | kernel = 3     | kernel = 9     | 9",
                "a positional value  | @Dense(10)     | @Dense(-10)    | -10",
                "a text              | \"8 8 1\"      | \"8,8\"        | \"8,8\"",
                "an assertion        | \"144\"        | \"145\"        | \"145\"",
                "a default           | @Dense(10)     | @Dense         | @Dense",
                "a parameter         | (Tensor flat)  | (Tensor flta)  | Tensor flta",
                "a method            | @Dense(10)     |                | Tensor logits(Tensor flat);",
                "@From               | (Tensor flat)  | (@From(\"flta\") Tensor f) | \"flta\"",
            })
    void pointsAt(String what, String correct, String wrong, String guilty) {
        String source = MODEL.replace(correct, wrong == null ? "" : wrong);
        List<Message> messages =
                JavaCompilers.JAVAC.compile(Map.of("Anchors.java", source)).messages();
        assertThat(messages).as(what).extracting(Message::guilty).containsExactly(guilty);
    }
}
