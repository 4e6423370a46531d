package io.lamina.processor.testing;

import static java.io.File.pathSeparator;
import static java.util.stream.Collectors.joining;

import io.lamina.Model;
import io.lamina.processor.ModelProcessor;
import io.lamina.runtime.ModelParameters;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/** The two Java compilers that Lamina must work in, run in memory with the processor. */
public enum JavaCompilers {
    JAVAC,
    ECJ;

    /**
     * What a user's models are compiled against: annotations and runtime. The tests' own class path has some forty jars, and each call of a compiler would open
     * them all.
     */
    public static final String CLASS_PATH = Stream.of(Model.class, ModelParameters.class)
            .map(JavaCompilers::location)
            .collect(joining(pathSeparator));

    /** Kept, as Eclipse's compiler reads all of the JDK's modules with each new one; each thread has its own. */
    private final ThreadLocal<StandardJavaFileManager> kept = ThreadLocal.withInitial(this::newFiles);

    private List<String> options() {
        return this == JAVAC
                ? List.of("-Xlint:all,-processing,-path,-classfile,-options")
                : List.of("-warn:-warningToken,unusedImport");
    }

    private JavaCompiler compiler() {
        return this == JAVAC ? ToolProvider.getSystemJavaCompiler() : new EclipseCompiler();
    }

    private StandardJavaFileManager newFiles() {
        return compiler().getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
    }

    /** Compiles sources given by file name, such as {@code Digits.java}. */
    public Compiled compile(Map<String, String> sources, String... moreOptions) {
        return compile(sources, List.of(new ModelProcessor()), moreOptions);
    }

    public Compiled compile(Map<String, String> sources, List<Processor> processors, String... moreOptions) {
        JavaCompiler compiler = compiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        // Eclipse's goes on finding what another class path had.
        boolean usual = !Arrays.asList(moreOptions).contains("-classpath");
        StandardJavaFileManager standard = usual ? kept.get() : newFiles();
        MemoryFiles files = new MemoryFiles(standard);
        List<String> all = new ArrayList<>(options());
        all.addAll(List.of("--release", "17", "-classpath", CLASS_PATH));
        all.addAll(Arrays.asList(moreOptions));
        Path folder = write(sources);
        try {
            List<Path> paths = sources.keySet().stream().map(folder::resolve).toList();
            JavaCompiler.CompilationTask task = compiler.getTask(
                    new StringWriter(), files, diagnostics, all, null, standard.getJavaFileObjectsFromPaths(paths));
            task.setProcessors(processors);
            boolean success = task.call();
            List<Message> messages = diagnostics.getDiagnostics().stream()
                    .filter(d -> !isNote(d))
                    .map(d -> Message.of(d, sources))
                    .sorted()
                    .toList();
            List<String> notes = diagnostics.getDiagnostics().stream()
                    .filter(JavaCompilers::isNote)
                    .map(d -> d.getMessage(Locale.ROOT))
                    .toList();
            return new Compiled(success, messages, notes, files.sources(), files.classes());
        } finally {
            delete(folder, sources);
        }
    }

    /** The folder or jar that a class comes from. */
    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isNote(Diagnostic<?> diagnostic) {
        return diagnostic.getKind() == Diagnostic.Kind.NOTE || diagnostic.getKind() == Diagnostic.Kind.OTHER;
    }

    /** ECJ takes no sources but files. */
    private static Path write(Map<String, String> sources) {
        try {
            Path folder = Files.createTempDirectory("lamina-sources");
            for (Map.Entry<String, String> source : sources.entrySet()) {
                Files.writeString(folder.resolve(source.getKey()), source.getValue());
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder, Map<String, String> sources) {
        try {
            for (String name : sources.keySet()) {
                Files.delete(folder.resolve(name));
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
