package io.lamina.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MeantIncubatorTest {
    private static final String VECTOR = "interface Sum { jdk.incubator.vector.FloatVector of(float[] terms); }";
    private static final String RAW = "interface Sum { jdk.incubator.vector.FloatVector of(java.util.List terms); }";
    private static final String PLUGIN = "-Xplugin:MeantIncubator";

    @TempDir
    private Path folder;

    @Test
    void withoutItTheIncubatorIsAWarningAndSoAnError() throws IOException {
        assertThat(javac(VECTOR)).contains("compiler.warn.incubating.modules", "compiler.err.warnings.and.werror");
    }

    @Test
    void withItTheIncubatorIsNone() throws IOException {
        assertThat(javac(VECTOR, PLUGIN)).isEmpty();
        assertThat(folder.resolve("Sum.class")).exists();
    }

    @Test
    void norIsItInARoundOfAnnotationProcessing() throws IOException {
        assertThat(javac("@Deprecated " + VECTOR, PLUGIN)).isEmpty();
        assertThat(folder.resolve("Made.class")).exists();
    }

    @Test
    void otherWarningsStayErrors() throws IOException {
        assertThat(javac(RAW, PLUGIN))
                .contains("Sum.java:1:", "compiler.warn.raw.class.use", "compiler.err.warnings.and.werror")
                .doesNotContain("incubating");
        assertThat(javac("@Deprecated " + RAW, PLUGIN))
                .contains("compiler.warn.raw.class.use", "compiler.err.warnings.and.werror");
    }

    /** What javac prints of a file, with warnings as errors: keys in place of texts. */
    private String javac(String source, String... flags) throws IOException {
        Path file = Files.writeString(folder.resolve("Sum.java"), source);
        List<String> options =
                new ArrayList<>(List.of("-d", folder.toString(), "--add-modules", "jdk.incubator.vector"));
        options.addAll(List.of("-Xlint:all", "-Werror", "-XDrawDiagnostics"));
        options.addAll(List.of(flags));
        StringWriter printed = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavaCompiler.CompilationTask task =
                    compiler.getTask(printed, files, null, options, null, files.getJavaFileObjects(file));
            task.setProcessors(List.of(new Maker()));
            assertThat(task.call()).isEqualTo(printed.toString().isEmpty());
        }
        return printed.toString();
    }

    /** Makes a class where something is deprecated, so that javac needs another round. */
    @SupportedAnnotationTypes("java.lang.Deprecated")
    private static final class Maker extends AbstractProcessor {
        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latest();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (!annotations.isEmpty()) {
                try (Writer made =
                        processingEnv.getFiler().createSourceFile("Made").openWriter()) {
                    made.write("class Made {}");
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
            return false;
        }
    }
}
