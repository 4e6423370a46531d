package io.lamina.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import io.lamina.DataType;
import io.lamina.processor.memory.Place;
import io.lamina.processor.memory.Plan;
import io.lamina.processor.model.ModelNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * What the threads of a session run together: once before the first step, or at each.
 *
 * @param type the class that holds the arguments of a call
 * @param method what runs the kernels
 * @param workspace the field with its memory
 */
record SessionJob(
        String type,
        String method,
        String workspace,
        Plan plan,
        List<ModelNode> inputs,
        List<ModelNode> outputs,
        SessionSignature signature) {
    private static final String START = "Start";

    /** Before the first step. */
    static SessionJob start(Plan plan, SessionSignature signature) {
        return new SessionJob(START, "begin", "starting", plan, signature.startInputs(), List.of(), signature);
    }

    /** At each step. */
    static SessionJob step(Plan plan, SessionSignature signature) {
        return new SessionJob("Step", "step", "stepping", plan, signature.stepInputs(), signature.outputs(), signature);
    }

    /** Whether there is anything to compute. */
    boolean exists() {
        return !plan.graph().nodes().isEmpty();
    }

    List<Statement> statements(GraphEmitter graph) {
        return graph.statements(plan, plan.graph().nodes());
    }

    /** What a call sets before it runs. */
    private List<ParameterSpec> passed() {
        List<ParameterSpec> fields = new ArrayList<>(signature.sizes());
        fields.addAll(signature.inputArrays(inputs));
        fields.addAll(signature.outputArrays(outputs));
        fields.add(signature.all().array(Place.Array.PARAMETERS, DataType.FLOAT32));
        fields.add(signature.all().array(Place.Array.STATE, DataType.FLOAT32));
        fields.add(signature.all().array(Place.Array.STATE_INTS, DataType.INT32));
        return fields;
    }

    /** The parameters of {@link #method}. */
    List<ParameterSpec> parameters() {
        List<ParameterSpec> parameters = new ArrayList<>(passed());
        parameters.addAll(signature.all().memory());
        parameters.addAll(signature.all().share());
        return parameters;
    }

    /** {@code MemoryInfo.of(…).workspace("Model", batch, Team.of(threads), new Step())}. */
    CodeBlock newWorkspace(String model) {
        return CodeBlock.of(
                "$T.of($LL, $LL, $LL, $LL, $LL).workspace($S, batch, $T.of(threads), new $N())",
                Names.runtime("MemoryInfo"),
                plan.floats().perSample(),
                plan.floats().fixed(),
                plan.ints().perSample(),
                plan.ints().fixed(),
                plan.scratch(),
                model,
                Names.runtime("Team"),
                type);
    }

    /**
     * Hands the arguments to the threads and lets them run:
     *
     * <pre>{@code
     * Step pass = (Step) stepping.job();
     * pass.workspace = stepping;
     * pass.B = B;
     * …
     * stepping.run(B * T * WORK);
     * }</pre>
     */
    CodeBlock run(CodeBlock work) {
        CodeBlock.Builder code = CodeBlock.builder()
                .addStatement("$1N pass = ($1N) $2N.job()", type, workspace)
                .addStatement("pass.$N = $N", signature.name("workspace"), workspace);
        for (ParameterSpec field : passed()) {
            boolean timeless = type.equals(START) && field.name().equals(signature.time());
            boolean weights = field.name().equals(signature.name(Place.Array.PARAMETERS));
            code.addStatement("pass.$N = $L", field.name(), timeless ? "0" : weights ? "snapshot" : field.name());
        }
        return code.addStatement("$N.run($L)", workspace, work).build();
    }

    /** The class that holds the arguments of a call. */
    TypeSpec pass() {
        List<ParameterSpec> fields = new ArrayList<>(passed());
        fields.add(
                0,
                ParameterSpec.builder(Names.runtime("Workspace"), signature.name("workspace"))
                        .build());
        CodeBlock body = CodeBlock.builder()
                .addStatement(
                        "$N($L, $L, $L)",
                        method,
                        names(passed()),
                        signature.all().memoryOf(signature.name("workspace")),
                        names(signature.all().share()))
                .build();
        return PassEmitter.type(type, signature.all(), fields, body)
                .addModifiers(Modifier.STATIC)
                .build();
    }

    static String names(List<ParameterSpec> parameters) {
        return parameters.stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
    }
}
