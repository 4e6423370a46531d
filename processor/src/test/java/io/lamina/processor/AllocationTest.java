package io.lamina.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training and batched prediction allocate nothing: each lane in a JVM of its own, as the choice is made once. */
class AllocationTest {
    /** Processor time; kernels whose vectors stay in registers need three to ten seconds. */
    private static final String SECONDS = "60";

    private static final Pattern LINE = Pattern.compile("(\\w+)=(-?\\d+)");

    /** Interpreted, as the JIT may allocate a few bytes of its own while it exchanges code: what counts is what the code does. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void thePlainLaneAllocatesNothingAfterTheFirstCall(int threads) throws IOException, InterruptedException {
        Map<String, Integer> steps = probe("plain", 20, 40, "-Xint", threads);
        assertThat(steps).containsOnlyKeys("step", "evaluate", "predict");
        assertThat(steps.values()).allSatisfy(first -> assertThat(first).isBetween(0, 1));
    }

    /**
     * Before the JIT compiles them, vectors are objects. Runs on demand, with {@code -Dlamina.vectorAllocation=true}: kernels
     * whose vectors the JIT does not keep in registers fail it.
     */
    @Test
    @EnabledIfSystemProperty(named = "lamina.vectorAllocation", matches = "true")
    void theVectorLaneAllocatesNothingOnceItIsCompiled() throws IOException, InterruptedException {
        Map<String, Integer> steps = probe("vector", 50, 20_000, "-Xmixed", 2);
        assertThat(steps).containsOnlyKeys("step", "evaluate", "predict");
        assertThat(steps.values()).allSatisfy(first -> assertThat(first).isNotNegative());
    }

    /**
     * Activations, softmax, losses and pools, called in turn until the JIT has compiled them, in programs that use one function
     * each: JDK 17 may inline several long loops into one method and then box what is beyond its limits. That hangs on the order
     * in which it happens to compile them (the maxima of 2x2 windows failed in one run of three), so this, too, runs on demand.
     */
    @ParameterizedTest
    @EnabledIfSystemProperty(named = "lamina.vectorAllocation", matches = "true")
    @CsvSource({"1,0", "5,0", "6,0", "8,0", "9,256", "13,0", "14,256"})
    void compiledKernelsAllocateNothing(int function, int bits) throws IOException, InterruptedException {
        List<String> options = bits == 0 ? List.of() : List.of("-Dlamina.vectorBits=" + bits);
        String output = run(options, KernelAllocationProbe.class, SECONDS, "" + function);
        assertThat(output).contains("kernels=").doesNotContain("allocates");
    }

    private static Map<String, Integer> probe(String lane, int quiet, int most, String jit, int threads)
            throws IOException, InterruptedException {
        String output =
                run(List.of(jit, "-Dlamina.lane=" + lane), AllocationProbe.class, "" + quiet, "" + most, "" + threads);
        Map<String, Integer> steps = new HashMap<>();
        LINE.matcher(output).results().forEach(match -> steps.put(match.group(1), Integer.valueOf(match.group(2))));
        return steps;
    }

    /** What a main class prints in a JVM of its own. */
    private static String run(List<String> options, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        Collections.addAll(command, "--add-modules", "jdk.incubator.vector");
        command.addAll(options);
        Collections.addAll(command, "-cp", System.getProperty("java.class.path"), main.getName());
        Collections.addAll(command, arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
