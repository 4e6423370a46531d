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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Training and batched prediction allocate nothing: each lane in a JVM of its own, as the choice is made once. Those JVMs run
 * side by side: each counts its own calls and its own processor time.
 */
@Execution(ExecutionMode.CONCURRENT)
class AllocationTest {
    /** Processor time after which a call or a kernel should long be quiet. */
    private static final String SECONDS = "60";

    /** Calls that must allocate nothing, one after the other. */
    private static final String QUIET = "200";

    /** It takes 50 steps with rehearsals, 1345 and more without. */
    private static final int SOON = 200;

    private static final Pattern QUIET_FROM = Pattern.compile("quiet=(\\d+)");

    private static final Pattern LINE = Pattern.compile("(\\w+\\.\\w+)=(-?\\d+)");

    /** Interpreted, as the JIT may allocate a few bytes of its own while it exchanges code: what counts is what the code does. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void thePlainLaneAllocatesNothingAfterTheFirstCall(int threads) throws IOException, InterruptedException {
        Map<String, Integer> calls = probe(List.of("-Xint", "-Dlamina.lane=plain"), "20", threads, "digits");
        assertThat(calls).hasSize(3);
        assertThat(calls.values()).allSatisfy(first -> assertThat(first).isBetween(0, 1));
    }

    /**
     * The layers of images, vectors and sequences, with both optimizers. Before the JIT has compiled them vectors are objects, so each call runs until it is
     * quiet. The JIT compiles in the foreground ({@code -Xbatch}): how busy the machine is then makes no difference.
     */
    @ParameterizedTest
    @CsvSource({"2,0,all", "1,256,digits"})
    void theVectorLaneAllocatesNothingOnceItIsCompiled(int threads, int bits, String models)
            throws IOException, InterruptedException {
        Map<String, Integer> calls = probe(List.of("-Xbatch", "-Dlamina.vectorBits=" + bits), QUIET, threads, models);
        assertThat(calls).hasSizeGreaterThanOrEqualTo(models.equals("all") ? 33 : 3);
        assertThat(calls).allSatisfy((call, first) -> assertThat(first).isNotNegative());
    }

    /** Every activation, softmax, losses and pools, called in turn: what is inlined together differs from a model's. */
    @ParameterizedTest
    @ValueSource(ints = {0, 128})
    void compiledKernelsAllocateNothing(int bits) throws IOException, InterruptedException {
        String output =
                run(List.of("-Xbatch", "-Dlamina.vectorBits=" + bits), KernelAllocationProbe.class, List.of(SECONDS));
        assertThat(output).contains("kernels=").doesNotContain("allocates");
    }

    /** What a step calls once is compiled after some dozens of steps: the JIT compiles in the foreground, so counts of calls alone decide. */
    @ParameterizedTest
    @CsvSource({"32,0", "32,256", "4,0", "4,256", "1,0"})
    void whatAStepCallsOnceIsSoonCompiled(int rows, int bits) throws IOException, InterruptedException {
        String output = run(
                List.of("-Xbatch", "-Dlamina.vectorBits=" + bits), ClassifierAllocationProbe.class, List.of("" + rows));
        Matcher quiet = QUIET_FROM.matcher(output);
        assertThat(quiet.find()).as(output).isTrue();
        assertThat(Integer.parseInt(quiet.group(1))).isLessThan(SOON);
    }

    private static Map<String, Integer> probe(List<String> options, String quiet, int threads, String models)
            throws IOException, InterruptedException {
        String output = run(options, AllocationProbe.class, List.of(quiet, SECONDS, "" + threads, models));
        Map<String, Integer> calls = new HashMap<>();
        LINE.matcher(output).results().forEach(match -> calls.put(match.group(1), Integer.valueOf(match.group(2))));
        return calls;
    }

    /** What a main class prints in a JVM of its own. */
    private static String run(List<String> options, Class<?> main, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        Collections.addAll(command, "--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC");
        // What makes the models is not what is compiled in the foreground here: the models are.
        Collections.addAll(command, "-XX:+UnlockDiagnosticVMOptions", "-XX:CompilerDirectivesFile=src/test/jit.json");
        command.addAll(options);
        Collections.addAll(command, "-cp", System.getProperty("java.class.path"), main.getName());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
