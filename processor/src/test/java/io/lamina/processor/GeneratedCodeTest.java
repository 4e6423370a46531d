package io.lamina.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.Convention;
import io.lamina.processor.declaration.NodeDeclaration;
import io.lamina.processor.emit.GeneratedFile;
import io.lamina.processor.emit.JavaEmitter;
import io.lamina.processor.testing.JavaCompilers;
import io.lamina.runtime.ModelParameters;
import io.lamina.runtime.Parameter;
import io.lamina.runtime.TrainingModel;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;

/** What the generated sources and their class files look like, whatever they compute. */
class GeneratedCodeTest {
    /** HotSpot never compiles a method that is longer. */
    private static final int MOST_BYTECODES = 8000;

    private static List<GeneratedFile> sources(List<Declared> declared) {
        List<GeneratedFile> files = new ArrayList<>();
        declared.forEach(model -> files.addAll(JavaEmitter.emit(GeneratedModel.analyse(model.build()))));
        return files;
    }

    private static List<Declared> examples() {
        List<Declared> models = new ArrayList<>();
        for (Convention convention : Convention.values()) {
            models.addAll(ExampleModels.all(convention));
            models.add(DeepModel.of("Deep" + convention, convention, 100));
        }
        models.add(ExampleModels.sequence());
        models.add(SequenceModels.tokenSequence());
        return models;
    }

    static Stream<Arguments> compilers() {
        return Stream.of(
                Arguments.of(Named.of("javac", ToolProvider.getSystemJavaCompiler()), List.of("-Xlint:all", "-Werror")),
                Arguments.of(Named.of("ECJ", new EclipseCompiler()), List.of("--release", "17")));
    }

    @Test
    void theSameModelGivesTheSameBytes() {
        assertThat(sources(examples())).isEqualTo(sources(examples()));
    }

    /** No warning, no long method, nothing looked up by name. */
    @ParameterizedTest
    @MethodSource("compilers")
    void compilesCleanly(JavaCompiler compiler, List<String> options, @TempDir Path folder) throws IOException {
        Map<String, byte[]> classes = compile(compiler, sources(examples()), options, folder);
        assertThat(classes).containsKeys("declared.DeepKERASTraining", "declared.SequenceInference");
        Map<String, Integer> sizes = new TreeMap<>();
        classes.forEach((name, bytes) -> sizes.putAll(methodSizes(name, bytes)));
        assertThat(sizes).hasSizeGreaterThan(classes.size());
        assertThat(sizes.entrySet())
                .filteredOn(size -> size.getValue() > MOST_BYTECODES)
                .isEmpty();
        classes.forEach(
                (name, bytes) -> assertThat(ReflectionScan.uses(bytes)).as(name).isEmpty());
    }

    /** On disk, as ECJ does not take sources from memory. */
    private static Map<String, byte[]> compile(
            JavaCompiler compiler, List<GeneratedFile> sources, List<String> options, Path folder) throws IOException {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<Path> paths = new ArrayList<>();
        for (GeneratedFile source : sources) {
            Path path = folder.resolve(source.className().replace('.', '/') + ".java");
            Files.createDirectories(path.getParent());
            paths.add(Files.writeString(path, source.source()));
        }
        List<String> all =
                new ArrayList<>(List.of("-proc:none", "-classpath", JavaCompilers.CLASS_PATH, "-d", folder.toString()));
        all.addAll(options);
        try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
            boolean compiled = compiler.getTask(
                            null, files, diagnostics, all, null, files.getJavaFileObjectsFromPaths(paths))
                    .call();
            assertThat(diagnostics.getDiagnostics()).isEmpty();
            assertThat(compiled).isTrue();
        }
        return read(folder);
    }

    private static Map<String, Integer> methodSizes(String className, byte[] bytes) {
        Map<String, Integer> sizes = new TreeMap<>();
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] exceptions) {
                                return new CodeSizeEvaluator(null) {
                                    @Override
                                    public void visitEnd() {
                                        sizes.put(className + "." + name + descriptor, getMaxSize());
                                    }
                                };
                            }
                        },
                        0);
        return sizes;
    }

    /** Nor does the runtime look up anything; the scan itself is held against a class that does. */
    @Test
    void theRuntimeHasNoReflection() throws IOException, URISyntaxException {
        Path root = Path.of(ModelParameters.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Map<String, byte[]> classes = Files.isDirectory(root) ? read(root) : unzip(root);
        classes.keySet().removeIf(name -> !name.startsWith("io.lamina.runtime."));
        assertThat(classes).hasSizeGreaterThan(50);
        classes.forEach(
                (name, bytes) -> assertThat(ReflectionScan.uses(bytes)).as(name).isEmpty());
        try (InputStream own = GeneratedModel.class.getResourceAsStream("GeneratedModel.class")) {
            assertThat(ReflectionScan.uses(own.readAllBytes())).contains("java/lang/Class.getMethod");
        }
    }

    private static Map<String, byte[]> read(Path root) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String name = root.relativize(file).toString().replace('/', '.').replace(".class", "");
                classes.put(name, Files.readAllBytes(file));
            }
        }
        return classes;
    }

    private static Map<String, byte[]> unzip(Path jar) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            return read(files.getPath("/"));
        }
    }

    /** Source order gives the order of arguments and weights; the numbers stay the same to the last bit. */
    @Test
    void theOrderOfMethodsChangesNoNumber() throws IOException, ReflectiveOperationException {
        for (Declared declared :
                List.of(ExampleModels.several(Convention.KERAS), ExampleModels.residual(Convention.TORCH))) {
            GeneratedModel straight = GeneratedModel.of(declared.build());
            List<NodeDeclaration> reversed = new ArrayList<>(declared.nodes());
            Collections.reverse(reversed);
            GeneratedModel backwards = GeneratedModel.of(declared.build(reversed));
            Samples samples = new Samples(straight.compiled().model(), declared.classes(), 3, Map.of(), 4);
            Map<String, float[]> expected = straight.predict(samples);
            Map<String, float[]> found = backwards.predict(samples);
            assertThat(found.keySet()).isEqualTo(new HashSet<>(expected.keySet()));
            expected.forEach(
                    (name, values) -> assertThat(found.get(name)).as(name).containsExactly(values));
            TrainingModel one = straight.training();
            TrainingModel other = backwards.training();
            straight.gradients(one, samples);
            backwards.gradients(other, samples);
            assertThat(backwards.metrics(other).get("loss"))
                    .isCloseTo(straight.metrics(one).get("loss"), Percentage.withPercentage(1e-4));
            for (Parameter parameter : straight.parameters().table().parameters()) {
                if (parameter.isTrainable()) {
                    assertThat(backwards.gradient(other, parameter.name()))
                            .as(parameter.name())
                            .containsExactly(straight.gradient(one, parameter.name()), Offset.offset(1e-6f));
                }
            }
        }
    }
}
