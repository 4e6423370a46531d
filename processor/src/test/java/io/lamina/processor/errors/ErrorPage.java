package io.lamina.processor.errors;

import io.lamina.processor.diagnostic.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A page of {@code docs/errors}: a model that is wrong, what is said of it, and the model mended.
 *
 * @param text the whole page
 * @param models the models, the wrong one first
 * @param message what the Java compiler prints for the first
 */
record ErrorPage(Path file, String text, List<String> models, String message) {
    static final Path FOLDER = Path.of("../docs/errors");

    private static final Pattern MODEL = Pattern.compile("(?s)```java\n(.*?)\n```");
    private static final Pattern MESSAGE = Pattern.compile("(?s)```text\n(.*?)\n```");
    private static final Pattern NAME = Pattern.compile("(?:interface|class) (\\w+)");

    /** Stands in front of a model's first line, so that the lines of the page are those of the message. */
    private static final String IMPORTS =
            "package demo; import io.lamina.*; import static io.lamina.ActivationFunction.*;"
                    + " import static io.lamina.Convention.*; import static io.lamina.DataType.*;"
                    + " import static io.lamina.Padding.*; ";

    static ErrorPage of(Code code) throws IOException {
        Path file = FOLDER.resolve(code + ".md");
        String text = Files.readString(file);
        return new ErrorPage(file, text, all(MODEL, text), String.join("\n", all(MESSAGE, text)));
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    static String fileName(String model) {
        return NAME.matcher(model).results().findFirst().orElseThrow().group(1) + ".java";
    }

    static String source(String model) {
        return IMPORTS + model + "\n";
    }

    ErrorPage withMessage(String printed) throws IOException {
        String updated = text.replace("```text\n" + message + "\n```", "```text\n" + printed + "\n```");
        Files.writeString(file, updated);
        return new ErrorPage(file, updated, models, printed);
    }
}
