package io.lamina.runtime.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Operations that the kernels must not contain, because their bits depend on the JIT or because Android lacks them. */
class BannedOperationsTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "lamina", "runtime");
    private static final Pattern COMMENTS = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
    /** Vector operations that a stub computes in compiled code alone. */
    private static final Pattern STUBS = Pattern.compile(
            "\\b(SIN|COS|TAN|ASIN|ACOS|ATAN|ATAN2|EXP|EXPM1|LOG|LOG10|LOG1P|POW|CBRT|SINH|COSH|TANH|HYPOT)\\b");

    private static final Pattern UNORDERED =
            Pattern.compile("reduceLanes(ToLong)?\\(\\s*(VectorOperators\\.)?(ADD|MUL)\\b");
    private static final Pattern LIBRARY = Pattern.compile(
            "(?<![A-Za-z])Math\\.(sin|cos|tan|asin|acos|atan|atan2|exp|expm1|log|log10|log1p|pow|cbrt|sinh|cosh|tanh|hypot)\\(");

    @Test
    void noVectorOperationWhoseBitsDependOnTheJit() throws IOException {
        for (Path file : sources()) {
            String code = code(file);
            assertThat(STUBS.matcher(vectorOperators(code)).find())
                    .as(file + " uses a vector stub")
                    .isFalse();
            assertThat(UNORDERED.matcher(code).find())
                    .as(file + " reduces without order")
                    .isFalse();
        }
    }

    @Test
    void theKernelsUseNoElementaryFunctionOfTheLibrary() throws IOException {
        for (Path file : sources()) {
            if (file.getParent().endsWith("kernels")) {
                assertThat(LIBRARY.matcher(code(file)).find())
                        .as(file.toString())
                        .isFalse();
            }
        }
    }

    @Test
    void onlyVectorClassesMentionTheVectorApiAndFusedMultiplyAdd() throws IOException {
        int vectorClasses = 0;
        for (Path file : sources()) {
            String name = file.getFileName().toString();
            String code = code(file);
            if (name.startsWith("Vector")) {
                vectorClasses++;
                continue;
            }
            assertThat(code).as(file.toString()).doesNotContain("import jdk.incubator", "Math.fma");
        }
        assertThat(vectorClasses).isGreaterThan(10);
    }

    @Test
    void vectorClassesAreReachedOnlyBehindTheLane() throws IOException {
        Pattern use = Pattern.compile("\\bVector[A-Z]\\w*\\.");
        for (Path file : sources()) {
            String name = file.getFileName().toString();
            if (name.startsWith("Vector") || name.equals("Lane.java")) {
                continue;
            }
            List<String> lines = code(file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (use.matcher(lines.get(i)).find()) {
                    assertThat(lines.get(i - 1)).as(file + ":" + lines.get(i)).contains("if (Lane.VECTOR) {");
                }
            }
        }
    }

    @Test
    void thePatternsFindWhatTheyShould() {
        assertThat(STUBS.matcher(vectorOperators("v.lanewise(VectorOperators.EXP)"))
                        .find())
                .isTrue();
        assertThat(STUBS.matcher(vectorOperators("lanewise(TANH)")).find()).isTrue();
        assertThat(STUBS.matcher(vectorOperators("lanewise(VectorOperators.ASHR, 1)"))
                        .find())
                .isFalse();
        assertThat(UNORDERED.matcher("v.reduceLanes(VectorOperators.ADD)").find())
                .isTrue();
        assertThat(UNORDERED.matcher("v.reduceLanes(VectorOperators.MAX)").find())
                .isFalse();
        assertThat(LIBRARY.matcher("Math.exp(x)").find()).isTrue();
        assertThat(LIBRARY.matcher("StrictMath.exp(x)").find()).isFalse();
    }

    /** What stands as an operator: behind VectorOperators, or as the first argument of lanewise. */
    private static String vectorOperators(String code) {
        StringBuilder operators = new StringBuilder();
        var found = Pattern.compile("(?:VectorOperators\\.|lanewise\\(\\s*)(?!VectorOperators)(\\w+)")
                .matcher(code);
        while (found.find()) {
            operators.append(found.group(1)).append(' ');
        }
        return operators.toString();
    }

    private static String code(Path file) throws IOException {
        return COMMENTS.matcher(Files.readString(file)).replaceAll("");
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> sources =
                    files.filter(f -> f.toString().endsWith(".java")).toList();
            assertThat(sources).hasSizeGreaterThan(30);
            return sources;
        }
    }
}
