package io.lamina.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.processor.testing.Compiled;
import io.lamina.processor.testing.JavaCompilers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;

/** The code of a repeated block is generated once, however often it is applied, in every pass. */
class RepeatedCodeTest {
    /** HotSpot never compiles a method that is longer. */
    private static final int MOST_BYTECODES = 8000;

    private static final String STACKED = "/sessions/Stacked.java";

    private static final String BLOCKS = """
                @Block
                interface Gate {
                    @Input("N 12") Tensor x();
                    @Dense(units = 12, activation = ActivationFunction.SIGMOID) Tensor gate(Tensor x);
                    @Multiply Tensor y(Tensor x, Tensor gate);
                }

                @Block
                interface Mixer {
                    @Input("N 12") Tensor x();
                    @Input("12") Tensor side();
                    @BatchNorm Tensor norm(Tensor x);
                    @Dense(units = 24, activation = ActivationFunction.GELU) Tensor wide(Tensor norm);
                    @Dropout(0.1) Tensor kept(Tensor wide);
                    @Dense(12) Tensor narrow(Tensor kept);
                    @Apply(value = Gate.class, times = 3) Tensor gates(Tensor narrow);
                    @Multiply Tensor scaled(Tensor gates, Tensor side);
                    @Add Tensor y(Tensor x, Tensor scaled);
                }
            """;

    private static String model(int times) {
        return """
                package demo;
                import io.lamina.*;
                @Model
                public interface Tower {
                %s
                    @Input("5 7") Tensor x();
                    @Input("12") Tensor side();
                    @Input("3") Tensor target();
                    @Dense(units = 12, activation = ActivationFunction.TANH) Tensor stem(Tensor x);
                    @Apply(value = Mixer.class, times = %d) Tensor body(Tensor stem, Tensor side);
                    @Flatten Tensor flat(Tensor body);
                    @Dense(3) @Output Tensor head(Tensor flat);
                    @MeanSquaredError Tensor loss(Tensor head, Tensor target);
                }
                """.formatted(BLOCKS, times);
    }

    private static Compiled compile(JavaCompilers compiler, int times) {
        Compiled compiled = compiler.compile(Map.of("Tower.java", model(times)));
        assertThat(compiled.printed()).isEmpty();
        return compiled;
    }

    @ParameterizedTest
    @EnumSource
    void twelveTakeHardlyMoreThanTwo(JavaCompilers compiler) {
        Compiled two = compile(compiler, 2);
        Compiled twelve = compile(compiler, 12);
        costHardlyMore(two, twelve, "TowerTraining");
        costHardlyMore(two, twelve, "TowerInference");
    }

    @ParameterizedTest
    @EnumSource
    void ofASessionToo(JavaCompilers compiler) throws IOException {
        String source;
        try (InputStream in = RepeatedCodeTest.class.getResourceAsStream(STACKED)) {
            source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Compiled two = compiler.compile(Map.of("Stacked.java", source.replace("times = 4", "times = 2")));
        Compiled twelve = compiler.compile(Map.of("Stacked.java", source.replace("times = 4", "times = 12")));
        costHardlyMore(two, twelve, "StackedSession");
        costHardlyMore(two, twelve, "StackedInference");
    }

    private static void costHardlyMore(Compiled two, Compiled twelve, String type) {
        int few = calls(two, type);
        int many = calls(twelve, type);
        assertThat(few).as(type).isGreaterThan(9);
        assertThat(many).as("%s: kernel calls in the source", type).isEqualTo(few);
        int fewBytes = bytecodes(two, type);
        int more = (bytecodes(twelve, type) - fewBytes) / 10;
        assertThat(more)
                .as("%s: bytecodes for each further one, %d for two", type, fewBytes)
                .isBetween(1, fewBytes / 10);
    }

    @ParameterizedTest
    @EnumSource
    void noMethodIsTooLongForHotSpot(JavaCompilers compiler) {
        Map<String, Integer> sizes = new TreeMap<>();
        compile(compiler, 60).classes().forEach((name, bytes) -> sizes.putAll(methodSizes(name, bytes)));
        assertThat(sizes.values()).hasSizeGreaterThan(50).allMatch(size -> size <= MOST_BYTECODES);
    }

    private static int calls(Compiled compiled, String type) {
        String source = compiled.sources().get("demo." + type);
        return (int) Pattern.compile("\\b[A-Z]\\w*Kernels\\.[a-z]\\w*\\(")
                .matcher(source)
                .results()
                .count();
    }

    private static int bytecodes(Compiled compiled, String type) {
        String name = "demo." + type;
        return methodSizes(name, compiled.classes().get(name)).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
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
}
