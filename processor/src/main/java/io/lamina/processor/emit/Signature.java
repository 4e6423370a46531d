package io.lamina.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import io.lamina.DataType;
import io.lamina.processor.memory.Place;
import io.lamina.processor.model.Model;
import io.lamina.processor.model.ModelNode;
import io.lamina.processor.model.Vocabularies;
import io.lamina.processor.op.InputLayer;
import io.lamina.processor.op.Inputs;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Symbols;
import java.util.ArrayList;
import java.util.List;

/** The parameters of generated methods: the batch, the model's symbols, one array for each input and output. */
final class Signature {
    /** Fields of the generated classes: a parameter of such a name would hide them. */
    private static final List<String> FIELDS = List.of(
            "parameters",
            "optimizer",
            "seed",
            "gradientValues",
            "metricValues",
            "room",
            "passes",
            "snapshot",
            "spare",
            "pass");

    private final Model model;
    private final List<ModelNode> inputs;
    private final List<ModelNode> outputs;
    private final NameAllocator names = new NameAllocator();
    private final List<Symbols.Symbol> symbols = new ArrayList<>();

    /**
     * Names everything.
     *
     * @param inputs in source order
     * @param outputs in source order; none for training
     */
    Signature(Model model, List<ModelNode> inputs, List<ModelNode> outputs) {
        this.model = model;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        FIELDS.forEach(names::newName);
        names.newName(Dim.BATCH.toString(), Dim.BATCH);
        for (String symbol : model.symbols().names()) {
            symbols.add(model.symbols().get(symbol));
            names.newName(symbol, symbol);
        }
        inputs.forEach(node -> names.newName(node.name(), Place.Array.INPUT + node.name()));
        outputs.forEach(node -> names.newName(node.name(), Place.Array.OUTPUT + node.name()));
        names.newName("weights", Place.Array.PARAMETERS);
        names.newName("gradients", Place.Array.GRADIENTS);
        names.newName("metrics", Place.Array.METRICS);
        names.newName("floats", Place.Array.FLOATS);
        names.newName("ints", Place.Array.INTS);
        names.newName("scratch", Place.Array.SCRATCH);
        for (String local : List.of("key", "workspace", "result", "batch", "first", "samples", "member", "learning")) {
            names.newName(local, local);
        }
    }

    NameAllocator names() {
        return names;
    }

    List<ModelNode> inputs() {
        return inputs;
    }

    List<ModelNode> outputs() {
        return outputs;
    }

    List<Symbols.Symbol> symbols() {
        return symbols;
    }

    static TypeName array(DataType type) {
        return ArrayTypeName.of(type == DataType.FLOAT32 ? TypeName.FLOAT : TypeName.INT);
    }

    String input(ModelNode node) {
        return names.get(Place.Array.INPUT + node.name());
    }

    String output(ModelNode node) {
        return names.get(Place.Array.OUTPUT + node.name());
    }

    /** {@code int B, int T}. */
    List<ParameterSpec> sizes() {
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(ParameterSpec.builder(TypeName.INT, names.get(Dim.BATCH)).build());
        parameters.addAll(lengths());
        return parameters;
    }

    /** The symbols alone: {@code int T}. */
    List<ParameterSpec> lengths() {
        return symbols.stream()
                .map(symbol -> ParameterSpec.builder(TypeName.INT, names.get(symbol.name()))
                        .build())
                .toList();
    }

    /** What a member of a team computes with: {@code int first, int samples}, and the member itself. */
    List<ParameterSpec> share() {
        return List.of(
                ParameterSpec.builder(TypeName.INT, names.get("first")).build(),
                ParameterSpec.builder(TypeName.INT, names.get("samples")).build(),
                ParameterSpec.builder(Names.runtime("Member"), names.get("member"))
                        .build());
    }

    /** {@code float[] image, int[] digit}. */
    List<ParameterSpec> inputArrays() {
        return inputs.stream()
                .map(node -> ParameterSpec.builder(array(model.type(node.name()).type()), input(node))
                        .build())
                .toList();
    }

    List<ParameterSpec> outputArrays() {
        return outputs.stream()
                .map(node -> ParameterSpec.builder(array(model.type(node.name()).type()), output(node))
                        .build())
                .toList();
    }

    /** {@code float[] floats, int[] ints, int scratch}: what a workspace has for the thread that runs. */
    List<ParameterSpec> memory() {
        return List.of(array(Place.Array.FLOATS, DataType.FLOAT32), array(Place.Array.INTS, DataType.INT32), scratch());
    }

    /** Where in the floats those of the thread that runs begin. */
    ParameterSpec scratch() {
        return ParameterSpec.builder(TypeName.INT, names.get(Place.Array.SCRATCH))
                .build();
    }

    /** {@code workspace.floats, workspace.ints, workspace.scratch(member.index())}. */
    CodeBlock memoryOf(String workspace) {
        return CodeBlock.of("$1N.floats, $1N.ints, $1N.scratch($2N.index())", workspace, names.get("member"));
    }

    ParameterSpec array(Place.Array array, DataType type) {
        return ParameterSpec.builder(array(type), names.get(array)).build();
    }

    /** Elements of a node's tensor for one sample, as Java computes it. */
    String perSample(ModelNode node) {
        return model.type(node.name()).shape().size().toString();
    }

    /** {@code image : 8 8 1}, for Javadoc and messages. */
    String shown(ModelNode node) {
        return Inputs.shown(model.type(node.name()).shape());
    }

    /** Statements that refuse wrong lengths and arrays that are too short. */
    CodeBlock checks(boolean oneSample) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (Symbols.Symbol symbol : symbols) {
            code.addStatement(
                    "$T.symbol($S, $N, $L, $L, $L)",
                    Names.runtime("Arguments"),
                    symbol.name(),
                    names.get(symbol.name()),
                    symbol.lower(),
                    symbol.upper(),
                    symbol.divisor());
        }
        for (ModelNode node : inputs) {
            check(code, node, input(node), oneSample);
            code.add(tokens(
                    node,
                    oneSample
                            ? CodeBlock.of("$N.length", input(node))
                            : CodeBlock.of("$N * ($L)", names.get(Dim.BATCH), perSample(node))));
        }
        if (!oneSample) {
            outputs.forEach(node -> check(code, node, output(node), false));
        }
        return code.build();
    }

    /** Refuses numbers that the embedding behind an input has no rows for. */
    CodeBlock tokens(ModelNode node, CodeBlock count) {
        return Vocabularies.of(model, node)
                .map(embedding -> CodeBlock.builder()
                        .addStatement(
                                "$T.tokens($S, $N, $L, $L, $S, $L)",
                                Names.runtime("Arguments"),
                                node.name(),
                                input(node),
                                count,
                                perSample(node),
                                embedding.name(),
                                Vocabularies.size(embedding))
                        .build())
                .orElse(CodeBlock.of(""));
    }

    private void check(CodeBlock.Builder code, ModelNode node, String array, boolean oneSample) {
        if (oneSample) {
            code.addStatement(
                    "$T.sample($S, $S, $N.length, $L)",
                    Names.runtime("Arguments"),
                    node.name(),
                    shown(node),
                    array,
                    perSample(node));
        } else {
            code.addStatement(
                    "$T.batch($S, $S, $N.length, $N, $L)",
                    Names.runtime("Arguments"),
                    node.name(),
                    shown(node),
                    array,
                    names.get(Dim.BATCH),
                    perSample(node));
        }
    }

    /** All inputs in source order: the order of the arguments. */
    static List<ModelNode> inputsOf(Model model) {
        return model.declaration().nodes().stream()
                .map(declaration -> model.node(declaration.name()))
                .filter(Signature::isInput)
                .toList();
    }

    static boolean isInput(ModelNode node) {
        return node.layer() instanceof InputLayer;
    }
}
