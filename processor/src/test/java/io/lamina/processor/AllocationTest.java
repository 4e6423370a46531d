package io.lamina.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training and batched prediction allocate nothing: each lane in a JVM of its own, as the choice is made once. */
class AllocationTest {
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

    private static Map<String, Integer> probe(String lane, int quiet, int most, String jit, int threads)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        jit,
                        "-Dlamina.lane=" + lane,
                        "-cp",
                        System.getProperty("java.class.path"),
                        AllocationProbe.class.getName(),
                        "" + quiet,
                        "" + most,
                        "" + threads))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        Map<String, Integer> steps = new HashMap<>();
        LINE.matcher(output).results().forEach(match -> steps.put(match.group(1), Integer.valueOf(match.group(2))));
        return steps;
    }
}
