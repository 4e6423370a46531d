package io.lamina.examples.android;

import static org.assertj.core.api.Assertions.assertThat;

import com.android.tools.r8.ByteDataView;
import com.android.tools.r8.ClassFileResourceProvider;
import com.android.tools.r8.CompilationFailedException;
import com.android.tools.r8.CompilationMode;
import com.android.tools.r8.DexIndexedConsumer;
import com.android.tools.r8.Diagnostic;
import com.android.tools.r8.DiagnosticsHandler;
import com.android.tools.r8.JdkClassFileProvider;
import com.android.tools.r8.ProgramResource;
import com.android.tools.r8.R8;
import com.android.tools.r8.R8Command;
import com.android.tools.r8.StringConsumer;
import com.android.tools.r8.origin.Origin;
import io.lamina.examples.DigitsCnnInference;
import io.lamina.runtime.kernels.Lane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * An app that predicts digits is shrunk by R8 in full mode, with the rules that the runtime's jar brings along and none
 * of the app's own but the one for its entry point.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class R8ShrinkTest {
    private static final int ANDROID_8 = 26;

    /** The Android plugin applies the first folder where there is one, else the second; other shrinkers the second. */
    private static final List<String> RULES =
            List.of("META-INF/com.android.tools/r8/lamina-runtime.pro", "META-INF/proguard/lamina-runtime.pro");

    private final List<String> complaints = new ArrayList<>();
    private final Set<String> kept = new TreeSet<>();
    private DexFile dex;

    @BeforeAll
    void shrink() throws IOException, CompilationFailedException {
        // The tests' JVM turns assertions on, which would make R8 check itself and take three times as long.
        R8ShrinkTest.class.getClassLoader().setPackageAssertionStatus("com.android.tools.r8", false);
        R8Command.Builder command = R8Command.builder(new Complaining());
        addAll(command, ClassFiles.besides(Lane.class));
        addAll(command, ClassFiles.besides(DigitsCnnInference.class));
        addAll(command, Map.of(name(Phone.class), bytes(Phone.class)));
        try (JdkClassFileProvider jdk =
                (JdkClassFileProvider) JdkClassFileProvider.fromJdkHome(Path.of(System.getProperty("java.home")))) {
            StringBuilder mapping = new StringBuilder();
            List<byte[]> files = new ArrayList<>();
            command.addLibraryResourceProvider(new WithoutIncubators(jdk))
                    .addProguardConfiguration(List.of(ClassFiles.resource(Lane.class, RULES.get(0))), Origin.unknown())
                    .addProguardConfiguration(
                            List.of("-keep class " + Phone.class.getName() + " { public static *** predict(...); }"),
                            Origin.unknown())
                    .setMode(CompilationMode.RELEASE)
                    .setMinApiLevel(ANDROID_8)
                    .setProguardMapConsumer((StringConsumer) (text, handler) -> mapping.append(text))
                    .setProgramConsumer(new InMemory(files));
            R8.run(command.build());
            assertThat(files).hasSize(1);
            dex = new DexFile(files.get(0));
            mapping.toString()
                    .lines()
                    .filter(line -> line.matches("\\S+ -> \\S+:"))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .forEach(kept::add);
        }
    }

    @Test
    void noClassIsMissingAndNothingIsComplainedOf() {
        assertThat(complaints).isEmpty();
    }

    @Test
    void nothingRefersToTheVectorApi() {
        assertThat(dex.types())
                .contains("L" + name(Phone.class) + ";", "[F")
                .noneMatch(type -> type.contains("jdk/incubator"));
    }

    @Test
    void aPhoneShipsOnlyWhatItRuns() {
        assertThat(kept)
                .contains(Phone.class.getName())
                .noneMatch(name -> name.contains("Training"))
                .noneMatch(name -> name.contains("Optimizer"))
                .noneMatch(name -> name.matches(".*\\.Vector\\w+(\\$.*)?"))
                .noneMatch(name ->
                        name.startsWith("io.lamina.examples.") && !name.matches(".*\\.(DigitsCnn\\w*|Phone)(\\$.*)?"));
        System.out.println("The digits' inference as shrunk for Android: " + dex.size() + " bytes of dex");
    }

    @Test
    void bothPlacesHoldTheSameRules() throws IOException {
        assertThat(ClassFiles.resource(Lane.class, RULES.get(0)))
                .isEqualTo(ClassFiles.resource(Lane.class, RULES.get(1)))
                .doesNotContain("-keep");
    }

    private static void addAll(R8Command.Builder command, Map<String, byte[]> classes) {
        for (Map.Entry<String, byte[]> one : classes.entrySet()) {
            command.addClassProgramData(one.getValue(), new Named(one.getKey()));
        }
    }

    private static byte[] bytes(Class<?> one) throws IOException {
        return ClassFiles.besides(one).get(name(one));
    }

    private static String name(Class<?> one) {
        return one.getName().replace('.', '/');
    }

    private static final class Named extends Origin {
        private final String name;

        Named(String name) {
            super(Origin.root());
            this.name = name;
        }

        @Override
        public String part() {
            return name;
        }
    }

    private final class Complaining implements DiagnosticsHandler {
        @Override
        public void warning(Diagnostic warning) {
            complaints.add(warning.getDiagnosticMessage());
        }

        @Override
        public void error(Diagnostic error) {
            complaints.add(error.getDiagnosticMessage());
        }
    }

    private record InMemory(List<byte[]> files) implements DexIndexedConsumer {
        @Override
        public void accept(int index, ByteDataView data, Set<String> descriptors, DiagnosticsHandler handler) {
            files.add(data.copyByteData());
        }

        @Override
        public void finished(DiagnosticsHandler handler) {}
    }

    /** The JDK's library without what an Android device lacks most surely. */
    private record WithoutIncubators(ClassFileResourceProvider jdk) implements ClassFileResourceProvider {
        @Override
        public Set<String> getClassDescriptors() {
            Set<String> shared = new HashSet<>(jdk.getClassDescriptors());
            shared.removeIf(WithoutIncubators::isIncubating);
            return shared;
        }

        @Override
        public ProgramResource getProgramResource(String descriptor) {
            return isIncubating(descriptor) ? null : jdk.getProgramResource(descriptor);
        }

        @Override
        public void getProgramResources(Consumer<ProgramResource> consumer) {
            jdk.getProgramResources(resource -> {
                if (resource.getClassDescriptors().stream().noneMatch(WithoutIncubators::isIncubating)) {
                    consumer.accept(resource);
                }
            });
        }

        private static boolean isIncubating(String descriptor) {
            return descriptor.startsWith("Ljdk/incubator/");
        }
    }
}
