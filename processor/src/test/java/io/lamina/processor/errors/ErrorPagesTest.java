package io.lamina.processor.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.testing.Compiled;
import io.lamina.processor.testing.JavaCompilers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The pages of {@code docs/errors} are true: the first model of each gives exactly the message printed below it, the others
 * compile without one. {@code -Dlamina.updatePages=true} writes the messages that really appear into the pages.
 */
class ErrorPagesTest {
    /** What no single source can show; tests of their own hold these pages to the truth. */
    private static final Set<Code> ELSEWHERE =
            EnumSet.of(Code.LostParameterNames, Code.InvalidBlock, Code.InternalError);

    @TestFactory
    Stream<DynamicTest> pagesAreTrue() {
        return Arrays.stream(Code.values())
                .filter(code -> !ELSEWHERE.contains(code))
                .flatMap(code -> Arrays.stream(JavaCompilers.values())
                        .map(compiler ->
                                DynamicTest.dynamicTest(code + " (" + compiler + ")", () -> check(code, compiler))));
    }

    private static void check(Code code, JavaCompilers compiler) throws IOException {
        ErrorPage page = ErrorPage.of(code);
        Compiled wrong = compile(page.models().get(0), compiler);
        if (compiler == JavaCompilers.JAVAC) {
            if (Boolean.getBoolean("lamina.updatePages")) {
                page = page.withMessage(wrong.printed());
            }
            assertThat(wrong.printed()).isEqualTo(page.message());
        } else {
            assertThat(withoutIndentation(wrong.printed())).isEqualTo(withoutIndentation(withoutLines(page.message())));
        }
        assertThat(page.message()).contains("[" + code + "]");
        for (String mended : page.models().subList(1, page.models().size())) {
            assertThat(compile(mended, compiler).printed()).isEmpty();
        }
    }

    private static Compiled compile(String model, JavaCompilers compiler) {
        return compiler.compile(Map.of(ErrorPage.fileName(model), ErrorPage.source(model)));
    }

    /** Eclipse's compiler does not tell processors in which line of a block something stands. */
    private static String withoutLines(String text) {
        return text.replaceAll(" \\(\\w+\\.java:\\d+\\)", "");
    }

    /** javac indents what follows the first line by two more blanks than it is given. */
    private static List<String> withoutIndentation(String text) {
        return text.lines().map(String::strip).toList();
    }

    @Test
    void eachCodeHasItsPageAndNoPageIsLeftOver() throws IOException {
        try (Stream<Path> files = Files.list(ErrorPage.FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("README.md"))
                            .collect(Collectors.toSet()))
                    .isEqualTo(Arrays.stream(Code.values())
                            .map(code -> code + ".md")
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void eachCodeHasItsTest() throws IOException {
        Set<String> tested = ErrorTest.cases().stream()
                .map(file -> file.getParent().getFileName().toString())
                .collect(Collectors.toSet());
        assertThat(tested)
                .containsAll(Arrays.stream(Code.values())
                        .filter(code -> !ELSEWHERE.contains(code))
                        .map(Code::name)
                        .toList());
    }

    @Test
    void aWarningsPageTellsHowToSilenceIt() throws IOException {
        for (Code code : Code.values()) {
            boolean tells = Files.readString(ErrorPage.FOLDER.resolve(code + ".md"))
                    .contains("@SuppressWarnings(\"" + code + "\")");
            assertThat(tells).as(code.name()).isEqualTo(code.severity() == Code.Severity.WARNING);
        }
    }
}
