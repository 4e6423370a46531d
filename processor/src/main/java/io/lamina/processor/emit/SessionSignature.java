package io.lamina.processor.emit;

import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import io.lamina.DataType;
import io.lamina.processor.ir.Sources;
import io.lamina.processor.memory.Place;
import io.lamina.processor.memory.Plan;
import io.lamina.processor.model.Model;
import io.lamina.processor.model.ModelNode;
import io.lamina.processor.op.Inputs;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.Symbols;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a session takes and gives, and what that is called in its class. */
final class SessionSignature {
    private final Model model;
    private final String streamed;
    private final Signature signature;
    private final List<ModelNode> startInputs;
    private final List<ModelNode> stepInputs;

    SessionSignature(CompiledModel compiled, CompiledModel.Session session) {
        this.model = compiled.model();
        this.streamed = session.time();
        this.startInputs = inputs(session.start());
        this.stepInputs = inputs(session.step());
        this.signature = new Signature(
                model,
                Stream.concat(startInputs.stream(), stepInputs.stream()).toList(),
                compiled.roles().outputs());
        signature.names().newName("state", Place.Array.STATE);
        signature.names().newName("stateInts", Place.Array.STATE_INTS);
        signature.names().newName("position", "position");
    }

    private List<ModelNode> inputs(Plan plan) {
        List<String> read = plan.graph().nodes().stream()
                .filter(node -> node.op() instanceof Sources.Input)
                .map(node -> ((Sources.Input) node.op()).input())
                .toList();
        return Signature.inputsOf(model).stream()
                .filter(node -> read.contains(node.name()))
                .toList();
    }

    /** That of the model, with the names that a session adds. */
    Signature all() {
        return signature;
    }

    /** What does not change with the steps. */
    List<ModelNode> startInputs() {
        return startInputs;
    }

    /** What comes with each step. */
    List<ModelNode> stepInputs() {
        return stepInputs;
    }

    List<ModelNode> outputs() {
        return signature.outputs();
    }

    String batch() {
        return name(Dim.BATCH);
    }

    /** The streamed symbol's local variable: steps of a call. */
    String time() {
        return name(streamed);
    }

    /** Steps before those of a call. */
    String position() {
        return name("position");
    }

    /** What is called so: a symbol, an array, a local variable. */
    String name(Object what) {
        return signature.names().get(what);
    }

    /** All symbols but the streamed one. */
    List<Symbols.Symbol> otherSymbols() {
        return signature.symbols().stream()
                .filter(symbol -> !symbol.name().equals(streamed))
                .toList();
    }

    /** Whether a text generator can drive it: tokens in, scores out. */
    boolean isOfTokens() {
        return startInputs.isEmpty()
                && otherSymbols().isEmpty()
                && stepInputs.size() == 1
                && type(stepInputs.get(0)) == DataType.INT32
                && shape(stepInputs.get(0)).equals(Shape.of(Dim.symbol(streamed)))
                && outputs().size() == 1
                && type(outputs().get(0)) == DataType.FLOAT32;
    }

    DataType type(ModelNode node) {
        return model.type(node.name()).type();
    }

    private Shape shape(ModelNode node) {
        return model.type(node.name()).shape();
    }

    /** {@code int B, int T, int position}. */
    List<ParameterSpec> sizes() {
        List<ParameterSpec> parameters = new ArrayList<>(signature.sizes());
        parameters.add(ParameterSpec.builder(TypeName.INT, position()).build());
        return parameters;
    }

    List<ParameterSpec> inputArrays(List<ModelNode> inputs) {
        return inputs.stream().map(node -> array(node, signature.input(node))).toList();
    }

    List<ParameterSpec> outputArrays(List<ModelNode> outputs) {
        return outputs.stream().map(node -> array(node, signature.output(node))).toList();
    }

    private ParameterSpec array(ModelNode node, String name) {
        return ParameterSpec.builder(Signature.array(type(node)), name).build();
    }

    /** The shape of an output for one step: without time. */
    Shape newest(ModelNode output) {
        return new Shape(shape(output).dims().stream()
                .filter(dim -> !dim.equals(Dim.symbol(streamed)))
                .toList());
    }

    /** That shape in words. */
    String newestShown(ModelNode output) {
        return Inputs.shown(newest(output));
    }

    /** Numbers of one step of an input. */
    Dim perStep(ModelNode input) {
        Dim size = shape(input).size();
        return size.without(streamed).orElse(size);
    }
}
