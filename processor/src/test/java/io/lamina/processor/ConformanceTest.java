package io.lamina.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.Convention;
import io.lamina.Input;
import io.lamina.Reshape;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.emit.CompiledModel;
import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.op.LayerRegistry;
import io.lamina.processor.op.Middle;
import io.lamina.processor.op.PrimitiveClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every layer, primitive and message must have. A new layer fails here until it has its Javadoc, its line in
 * {@code docs/layers}, a fixture with PyTorch's or Keras's numbers, and a place among the example models, which hold its
 * generated code against the interpreter; gradients are asked for in {@code PrimitiveGradientTest}.
 */
class ConformanceTest {
    private static final Path ROOT = Path.of("..");

    static Stream<Class<? extends Annotation>> layers() {
        return Stream.concat(
                LayerRegistry.annotations().stream(),
                Stream.<Class<? extends Annotation>>of(Input.class, Reshape.class));
    }

    private static Pattern use(Class<? extends Annotation> layer) {
        return Pattern.compile("@" + layer.getSimpleName() + "\\b");
    }

    @ParameterizedTest
    @MethodSource("layers")
    void javadocExplainsTheAnnotationAndEachAttribute(Class<? extends Annotation> layer) throws IOException {
        String source = Files.readString(
                ROOT.resolve("annotations/src/main/java/io/lamina/" + layer.getSimpleName() + ".java"));
        assertThat(source).containsPattern("\\*/\\s*@Documented[^{]*public @interface " + layer.getSimpleName());
        for (Method attribute : layer.getDeclaredMethods()) {
            assertThat(source).containsPattern("\\*/\\s*[\\w<>\\[\\]]+ " + attribute.getName() + "\\(\\)");
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void theIndexOfLayersShowsIt(Class<? extends Annotation> layer) throws IOException {
        List<String> rows = Files.readAllLines(ROOT.resolve("docs/layers/README.md")).stream()
                .filter(line -> line.startsWith("| `@"))
                .map(line -> line.split("\\|")[1])
                .toList();
        assertThat(rows).anyMatch(row -> row.contains("`@" + layer.getSimpleName() + "`"));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void aFixtureHasReferenceNumbers(Class<? extends Annotation> layer) throws IOException {
        Path folder = Path.of("src/test/resources/fixtures");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> users = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> use(layer).matcher(text(file)).find())
                    .toList();
            assertThat(users)
                    .anyMatch(file -> Files.exists(
                            folder.resolve(file.getFileName().toString().replace(".java", ".safetensors"))));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void anExampleInEachConventionUsesIt(Class<? extends Annotation> layer) {
        for (Convention convention : Convention.values()) {
            assertThat(ExampleModels.all(convention).stream()
                            .flatMap(model -> model.nodes().stream())
                            .map(node -> node.layer().type().getName()))
                    .contains(layer.getName());
        }
    }

    /** Every kernel call is generated and compared with its reference somewhere among the examples. */
    @Test
    void everyPrimitiveIsPartOfAnExample() throws IOException, URISyntaxException {
        Set<String> used = new TreeSet<>();
        Set<Middle.Kind> kinds = new TreeSet<>();
        for (Convention convention : Convention.values()) {
            for (Declared example : ExampleModels.all(convention)) {
                for (Node node : nodes(GeneratedModel.analyse(example.build()))) {
                    used.add(node.op().getClass().getName());
                    if (node.op() instanceof Middle middle) {
                        kinds.add(middle.kind());
                    }
                }
            }
        }
        assertThat(kinds).containsExactlyInAnyOrder(Middle.Kind.values());
        assertThat(used)
                .containsAll(PrimitiveClasses.names().stream()
                        .filter(name -> !isOfSessions(name))
                        .toList());
    }

    /** What sessions alone contain: SessionTest compares them with whole predictions. */
    private static boolean isOfSessions(String primitive) {
        return primitive.contains(".StateOps$")
                || primitive.endsWith(".Sources$State")
                || primitive.endsWith(".AttendSteps")
                || primitive.endsWith(".Rotate$Steps");
    }

    private static List<Node> nodes(CompiledModel compiled) {
        List<Graph> graphs = new ArrayList<>(List.of(compiled.inference().graph()));
        compiled.training().ifPresent(training -> {
            graphs.add(training.step().graph());
            graphs.add(training.evaluate().graph());
        });
        return graphs.stream().flatMap(graph -> graph.nodes().stream()).toList();
    }

    /** {@code ErrorPagesTest} runs each page; here no page may lack its code, and no code its page. */
    @Test
    void everyMessageHasItsPage() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/errors"))) {
            Set<String> pages = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("README.md"))
                    .map(name -> name.replace(".md", ""))
                    .collect(Collectors.toSet());
            assertThat(pages)
                    .isEqualTo(Arrays.stream(Code.values()).map(Code::name).collect(Collectors.toSet()));
        }
    }

    /** Equal primitives compute the same thing, so that passes may compare them: all are records. */
    @Test
    void primitivesAreRecords() throws IOException, URISyntaxException, ClassNotFoundException {
        for (String name : PrimitiveClasses.names()) {
            Class<?> type = Class.forName(name);
            assertThat(type).isAssignableTo(Primitive.class);
            assertThat(type.isRecord()).as(name).isTrue();
        }
    }
}
