package io.lamina.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** The class that runs a model step by step. */
final class SessionEmitter {
    private static final String START = "Start";
    private static final String STEP = "Step";

    private final CompiledModel compiled;
    private final CompiledModel.Session session;
    private final Model model;
    private final Names names;
    private final Repeats repeats;
    private final Signature signature;
    private final List<ModelNode> startInputs;
    private final List<ModelNode> stepInputs;
    private final String batch;
    private final String time;
    private final String position;

    SessionEmitter(CompiledModel compiled, CompiledModel.Session session, Names names, Repeats repeats) {
        this.compiled = compiled;
        this.session = session;
        this.model = compiled.model();
        this.names = names;
        this.repeats = repeats;
        this.startInputs = inputs(session.start());
        this.stepInputs = inputs(session.step());
        List<ModelNode> inputs =
                Stream.concat(startInputs.stream(), stepInputs.stream()).toList();
        this.signature = new Signature(model, inputs, compiled.roles().outputs());
        signature.names().newName("state", Place.Array.STATE);
        signature.names().newName("stateInts", Place.Array.STATE_INTS);
        signature.names().newName("position", "position");
        this.batch = signature.names().get(Dim.BATCH);
        this.time = signature.names().get(session.time());
        this.position = signature.names().get("position");
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

    TypeSpec emit() {
        TypeSpec.Builder type = TypeSpec.classBuilder(names.session())
                .addJavadoc(
                        "Runs {@link $L} step by step along $L: each call takes the newest steps and gives what the whole sequence would"
                                + " have given for the last of them. What earlier steps have left is kept, so that a step costs the"
                                + " same work wherever it stands, but for attention to those before it. One thread at a time may"
                                + " use a session.\n",
                        model.declaration().name().replace('_', '.'),
                        session.time())
                .addModifiers(Modifier.FINAL);
        if (isOfTokens()) {
            type.addSuperinterface(Names.runtime("TokenSession"));
        }
        GraphEmitter graph = new GraphEmitter(names, signature.names(), model.symbols());
        List<Statement> start =
                graph.statements(session.start(), session.start().graph().nodes());
        List<Statement> step =
                graph.statements(session.step(), session.step().graph().nodes());
        graph.addConstants(type);
        fields(type);
        constructors(type);
        start(type);
        next(type);
        type.addMethod(answer("position", position, "Steps since the start; -1 where it must be started first."));
        type.addMethod(answer("capacity", "CAPACITY", "The most steps that a sequence may have."));
        Outliner outliner = new Outliner(type, signature.names(), repeats);
        if (starts()) {
            pass(type, START, "begin", startInputs, List.of());
            outliner.add("begin", parameters(startInputs, List.of()), start);
        }
        pass(type, STEP, "step", stepInputs, compiled.roles().outputs());
        outliner.add("step", parameters(stepInputs, compiled.roles().outputs()), step);
        return type.build();
    }

    /** Whether anything is computed before the first step. */
    private boolean starts() {
        return !session.start().graph().nodes().isEmpty();
    }

    /** Whether a text generator can drive it: tokens in, scores out. */
    private boolean isOfTokens() {
        return startInputs.isEmpty()
                && otherSymbols().isEmpty()
                && stepInputs.size() == 1
                && model.type(stepInputs.get(0).name()).type() == DataType.INT32
                && model.type(stepInputs.get(0).name()).shape().equals(Shape.of(Dim.symbol(session.time())))
                && compiled.roles().outputs().size() == 1
                && model.type(compiled.roles().outputs().get(0).name()).type() == DataType.FLOAT32;
    }

    private List<Symbols.Symbol> otherSymbols() {
        return signature.symbols().stream()
                .filter(symbol -> !symbol.name().equals(session.time()))
                .toList();
    }

    private void fields(TypeSpec.Builder type) {
        type.addField(FieldSpec.builder(TypeName.INT, "CAPACITY", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer("$L", model.symbols().get(session.time()).upper())
                .build());
        long steps = Math.max(1, model.symbols().get(session.time()).upper());
        type.addField(FieldSpec.builder(TypeName.LONG, "WORK", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("Multiply-adds for a step of a sample, roughly.\n")
                .initializer("$LL", Work.perSample(session.step(), model.symbols()) / steps + 1)
                .build());
        field(type, ArrayTypeName.of(TypeName.FLOAT), "snapshot");
        field(type, ArrayTypeName.of(TypeName.FLOAT), name(Place.Array.STATE));
        field(type, ArrayTypeName.of(TypeName.INT), name(Place.Array.STATE_INTS));
        if (starts()) {
            field(type, Names.runtime("Workspace"), "starting");
        }
        field(type, Names.runtime("Workspace"), "stepping");
        field(type, TypeName.INT, batch);
        for (Symbols.Symbol symbol : otherSymbols()) {
            type.addField(TypeName.INT, signature.names().get(symbol.name()), Modifier.PRIVATE);
        }
        type.addField(TypeName.INT, position, Modifier.PRIVATE);
    }

    private static void field(TypeSpec.Builder type, TypeName of, String name) {
        type.addField(
                FieldSpec.builder(of, name, Modifier.PRIVATE, Modifier.FINAL).build());
    }

    private String name(Place.Array array) {
        return signature.names().get(array);
    }

    private void constructors(TypeSpec.Builder type) {
        type.addMethod(MethodSpec.constructorBuilder()
                .addJavadoc("A session for one sequence, with the weights of {@code inference}.\n")
                .addModifiers(Modifier.PUBLIC)
                .addParameter(names.inference(), "inference")
                .addStatement("this(inference, 1, 1)")
                .build());
        type.addMethod(MethodSpec.constructorBuilder()
                .addJavadoc("A session for {@code batch} sequences that go on together, on a number of threads.\n\n"
                        + "@throws IllegalArgumentException if one of them is below 1\n")
                .addModifiers(Modifier.PUBLIC)
                .addParameter(names.inference(), "inference")
                .addParameter(TypeName.INT, "batch")
                .addParameter(TypeName.INT, "threads")
                .addStatement("snapshot = inference.snapshot")
                .addStatement("this.$N = batch", batch)
                .addCode(
                        starts()
                                ? CodeBlock.of("starting = $L;\n", workspace(session.start(), START))
                                : CodeBlock.of(""))
                .addStatement("stepping = $L", workspace(session.step(), STEP))
                .addStatement(
                        "$N = new float[$T.length($L)]",
                        name(Place.Array.STATE),
                        arguments(),
                        total(session.states().floats()))
                .addStatement(
                        "$N = new int[$T.length($L)]",
                        name(Place.Array.STATE_INTS),
                        arguments(),
                        total(session.states().ints()))
                .addCode(
                        startInputs.isEmpty()
                                ? CodeBlock.of("")
                                : CodeBlock.of("$N = $T.NOT_STARTED;\n", position, arguments()))
                .build());
    }

    private static ClassName arguments() {
        return Names.runtime("Arguments");
    }

    private static CodeBlock total(Plan.Sizes sizes) {
        return CodeBlock.of("$LL + $LL * batch", sizes.fixed(), sizes.perSample());
    }

    private CodeBlock workspace(Plan plan, String job) {
        return CodeBlock.of(
                "$T.of($LL, $LL, $LL, $LL, $LL).workspace($S, batch, $T.of(threads), new $N())",
                Names.runtime("MemoryInfo"),
                plan.floats().perSample(),
                plan.floats().fixed(),
                plan.ints().perSample(),
                plan.ints().fixed(),
                plan.scratch(),
                model.declaration().name(),
                Names.runtime("Team"),
                job);
    }

    private static MethodSpec answer(String name, String value, String documentation) {
        return MethodSpec.methodBuilder(name)
                .addJavadoc("$L\n", documentation)
                .addModifiers(Modifier.PUBLIC)
                .returns(TypeName.INT)
                .addStatement("return $N", value)
                .build();
    }

    private List<ParameterSpec> arrays(List<ModelNode> nodes, boolean output) {
        return nodes.stream()
                .map(node -> ParameterSpec.builder(
                                Signature.array(model.type(node.name()).type()),
                                output ? signature.output(node) : signature.input(node))
                        .build())
                .toList();
    }

    /** Forgets all steps, and computes what does not change with them. */
    private void start(TypeSpec.Builder type) {
        MethodSpec.Builder method = MethodSpec.methodBuilder("start").addModifiers(Modifier.PUBLIC);
        method.addJavadoc("Forgets all steps"
                + (startInputs.isEmpty()
                        ? ""
                        : ", and computes what does not change with them; comes before the first step")
                + ".\n");
        startInputs.forEach(node ->
                method.addJavadoc("\n@param $N $L, for each sample", signature.input(node), signature.shown(node)));
        if (!startInputs.isEmpty()) {
            method.addJavadoc("\n");
        }
        for (Symbols.Symbol symbol : otherSymbols()) {
            String name = signature.names().get(symbol.name());
            method.addParameter(TypeName.INT, name)
                    .addStatement(
                            "$T.symbol($S, $N, $L, $L, $L)",
                            arguments(),
                            symbol.name(),
                            name,
                            symbol.lower(),
                            symbol.upper(),
                            symbol.divisor());
        }
        method.addParameters(arrays(startInputs, false));
        startInputs.forEach(node -> method.addStatement(
                "$T.batch($S, $S, $N.length, $N, $L)",
                arguments(),
                node.name(),
                signature.shown(node),
                signature.input(node),
                batch,
                signature.perSample(node)));
        startInputs.forEach(node ->
                method.addCode(signature.tokens(node, CodeBlock.of("$N * ($L)", batch, signature.perSample(node)))));
        otherSymbols()
                .forEach(symbol ->
                        method.addStatement("this.$1N = $1N", signature.names().get(symbol.name())));
        method.addStatement("$N = 0", position)
                .addStatement("$T.fill($N, 0)", Arrays.class, name(Place.Array.STATE))
                .addStatement("$T.fill($N, 0)", Arrays.class, name(Place.Array.STATE_INTS))
                .addCode(
                        !starts()
                                ? CodeBlock.of("")
                                : run(START, "starting", startInputs, List.of(), CodeBlock.of("$N * WORK", batch)));
        if (isOfTokens()) {
            method.addAnnotation(Override.class);
        }
        type.addMethod(method.build());
    }

    /** The newest steps: the form that computes their number, and the one that allocates nothing. */
    private void next(TypeSpec.Builder type) {
        List<ModelNode> outputs = compiled.roles().outputs();
        ModelNode first = stepInputs.get(0);
        if (outputs.size() == 1) {
            ModelNode output = outputs.get(0);
            TypeName array = Signature.array(model.type(output.name()).type());
            TypeName element = model.type(output.name()).type() == DataType.FLOAT32 ? TypeName.FLOAT : TypeName.INT;
            MethodSpec.Builder simple = MethodSpec.methodBuilder("next")
                    .addJavadoc(
                            "Takes the newest steps, one or more, and gives $L for the last: $L.\n",
                            output.name(),
                            newestShown(output))
                    .addModifiers(Modifier.PUBLIC)
                    .returns(array)
                    .addParameters(arrays(stepInputs, false));
            if (stepInputs.size() == 1) {
                simple.varargs();
            }
            if (isOfTokens()) {
                simple.addAnnotation(Override.class);
            }
            simple.addStatement(
                            "$T[] $N = new $T[$N * $L]",
                            element,
                            signature.output(output),
                            element,
                            batch,
                            newest(output).size())
                    .addStatement(
                            "next($T.steps($S, $N.length, $N * $L), $L, $N)",
                            arguments(),
                            first.name(),
                            signature.input(first),
                            batch,
                            perStep(first),
                            names(arrays(stepInputs, false)),
                            signature.output(output))
                    .addStatement("return $N", signature.output(output));
            type.addMethod(simple.build());
        }
        MethodSpec.Builder method = MethodSpec.methodBuilder("next")
                .addJavadoc(
                        "Takes the newest $L steps and fills the outputs for the last of them; allocates nothing.\n\n",
                        time)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(TypeName.INT, time)
                .addParameters(arrays(stepInputs, false))
                .addParameters(arrays(outputs, true))
                .addJavadoc("@throws IllegalStateException if the sequence would be longer than {@link #capacity}"
                        + (startInputs.isEmpty() ? "" : ", or has not been started")
                        + "\n");
        method.addStatement("$T.room($S, $N, $N, CAPACITY)", arguments(), session.time(), position, time);
        stepInputs.forEach(node -> method.addStatement(
                "$T.batch($S, $S, $N.length, $N, $L)",
                arguments(),
                node.name(),
                signature.shown(node),
                signature.input(node),
                batch,
                signature.perSample(node)));
        stepInputs.forEach(node ->
                method.addCode(signature.tokens(node, CodeBlock.of("$N * ($L)", batch, signature.perSample(node)))));
        outputs.forEach(node -> method.addStatement(
                "$T.batch($S, $S, $N.length, $N, $L)",
                arguments(),
                node.name(),
                newestShown(node),
                signature.output(node),
                batch,
                newest(node).size()));
        method.addCode(run(STEP, "stepping", stepInputs, outputs, CodeBlock.of("$N * $N * WORK", batch, time)));
        type.addMethod(method.addStatement("$N += $N", position, time).build());
    }

    private String newestShown(ModelNode output) {
        return Inputs.shown(newest(output));
    }

    /** The shape of an output for one step: without time. */
    private Shape newest(ModelNode output) {
        return new Shape(model.type(output.name()).shape().dims().stream()
                .filter(dim -> !dim.equals(Dim.symbol(session.time())))
                .toList());
    }

    private Dim perStep(ModelNode input) {
        Dim size = model.type(input.name()).shape().size();
        return size.without(session.time()).orElse(size);
    }

    private static String names(List<ParameterSpec> parameters) {
        return parameters.stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
    }

    private List<ParameterSpec> sizes() {
        List<ParameterSpec> parameters = new ArrayList<>(signature.sizes());
        parameters.add(ParameterSpec.builder(TypeName.INT, position).build());
        return parameters;
    }

    /** What a call sets before it runs. */
    private List<ParameterSpec> passed(List<ModelNode> inputs, List<ModelNode> outputs) {
        List<ParameterSpec> fields = new ArrayList<>(sizes());
        fields.addAll(arrays(inputs, false));
        fields.addAll(arrays(outputs, true));
        fields.add(signature.array(Place.Array.PARAMETERS, DataType.FLOAT32));
        fields.add(signature.array(Place.Array.STATE, DataType.FLOAT32));
        fields.add(signature.array(Place.Array.STATE_INTS, DataType.INT32));
        return fields;
    }

    private List<ParameterSpec> parameters(List<ModelNode> inputs, List<ModelNode> outputs) {
        List<ParameterSpec> parameters = new ArrayList<>(passed(inputs, outputs));
        parameters.add(signature.array(Place.Array.FLOATS, DataType.FLOAT32));
        parameters.add(signature.array(Place.Array.INTS, DataType.INT32));
        parameters.add(signature.array(Place.Array.SCRATCH, DataType.FLOAT32));
        parameters.addAll(signature.share());
        return parameters;
    }

    /** Hands the arguments to the threads and lets them run. */
    private CodeBlock run(
            String job, String workspace, List<ModelNode> inputs, List<ModelNode> outputs, CodeBlock work) {
        CodeBlock.Builder code = CodeBlock.builder()
                .addStatement("$1N pass = ($1N) $2N.job()", job, workspace)
                .addStatement("pass.$N = $N", signature.names().get("workspace"), workspace);
        for (ParameterSpec field : passed(inputs, outputs)) {
            boolean timeless = job.equals(START) && field.name().equals(time);
            String value =
                    timeless ? "0" : field.name().equals(name(Place.Array.PARAMETERS)) ? "snapshot" : field.name();
            code.addStatement("pass.$N = $L", field.name(), value);
        }
        return code.addStatement("$N.run($L)", workspace, work).build();
    }

    private void pass(
            TypeSpec.Builder type, String job, String method, List<ModelNode> inputs, List<ModelNode> outputs) {
        List<ParameterSpec> fields = new ArrayList<>(passed(inputs, outputs));
        fields.add(
                0,
                ParameterSpec.builder(
                                Names.runtime("Workspace"), signature.names().get("workspace"))
                        .build());
        CodeBlock body = CodeBlock.builder()
                .addStatement(
                        "$1N($2L, $3N.floats, $3N.ints, $3N.scratch[$4N.index()], $5L)",
                        method,
                        names(passed(inputs, outputs)),
                        signature.names().get("workspace"),
                        signature.names().get("member"),
                        names(signature.share()))
                .build();
        type.addType(PassEmitter.type(job, signature, fields, body)
                .addModifiers(Modifier.STATIC)
                .build());
    }
}
