package io.lamina.examples.android;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.Model;
import io.lamina.examples.DigitsCnnInference;
import io.lamina.runtime.kernels.Lane;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.codehaus.mojo.animal_sniffer.Clazz;
import org.codehaus.mojo.animal_sniffer.SignatureChecker;
import org.junit.jupiter.api.Test;

/**
 * No class that a phone may run uses an API that Android 8 (API level 26, with desugaring) lacks. The vector lane, which
 * the shrinker removes, is left out; nothing else is.
 */
final class AndroidApiTest {
    /** Copied there by the build. */
    private static final Path SIGNATURES = Path.of("target", "android", "api-26.signature");

    private static final String GENERATED = "io/lamina/examples/\\w+(Parameters|Inference|Training)(\\$.*)?";
    private static final String LANE = "io/lamina/runtime/kernels/Vector\\w+(\\$.*)?";

    @Test
    void annotations() throws IOException {
        assertThat(complaints(ClassFiles.besides(Model.class))).isEmpty();
    }

    @Test
    void runtimeWithoutTheVectorLane() throws IOException {
        SortedMap<String, byte[]> runtime = ClassFiles.besides(Lane.class);
        assertThat(runtime.keySet().removeIf(name -> name.matches(LANE))).isTrue();
        assertThat(complaints(runtime)).isEmpty();
    }

    @Test
    void generatedCode() throws IOException {
        SortedMap<String, byte[]> generated = ClassFiles.besides(DigitsCnnInference.class);
        generated.keySet().removeIf(name -> !name.matches(GENERATED));
        assertThat(generated).hasSizeGreaterThanOrEqualTo(6);
        assertThat(complaints(generated)).isEmpty();
    }

    /** The check itself finds what Android 8 lacks: in the desktop's lane, and in a class that calls {@code Math.fma}. */
    @Test
    void somethingIsFoundWhereThereIsSomething() throws IOException {
        SortedMap<String, byte[]> runtime = ClassFiles.besides(Lane.class);
        runtime.keySet().removeIf(name -> !name.matches(LANE));
        assertThat(complaints(runtime)).isNotEmpty();

        SortedMap<String, byte[]> tests = ClassFiles.besides(AndroidApiTest.class);
        tests.keySet().removeIf(name -> !name.endsWith("$Fused"));
        assertThat(complaints(tests)).hasSize(1).first().asString().contains("fma");
    }

    private static List<String> complaints(Map<String, byte[]> classes) throws IOException {
        assertThat(classes).isNotEmpty();
        List<String> complaints = new ArrayList<>();
        try (InputStream signatures = Files.newInputStream(SIGNATURES)) {
            Checker checker = new Checker(SignatureChecker.loadClasses(signatures), complaints);
            for (Map.Entry<String, byte[]> one : classes.entrySet()) {
                checker.process(one.getKey() + ".class", new ByteArrayInputStream(one.getValue()));
            }
        }
        return complaints;
    }

    /** What must be found. */
    static final class Fused {
        private Fused() {}

        static double of(double a) {
            return Math.fma(a, a, a);
        }
    }

    private static final class Checker extends SignatureChecker {
        Checker(Map<String, Clazz> known, List<String> complaints) throws IOException {
            super(known, Set.of("io/lamina/*"), new Complaints(complaints));
            setSourcePath(List.of());
        }

        @Override
        protected void process(String name, InputStream image) throws IOException {
            super.process(name, image);
        }
    }
}
