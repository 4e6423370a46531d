package io.lamina.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.lamina.DataType;
import io.lamina.processor.memory.Place;
import io.lamina.processor.memory.Plan;
import io.lamina.processor.model.Model;
import io.lamina.processor.model.ModelNode;
import io.lamina.processor.shape.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** The class that predicts. */
final class InferenceEmitter {
    private static final ClassName WORKSPACE = Names.runtime("Workspace");

    private final CompiledModel compiled;
    private final Model model;
    private final Names names;
    private final Repeats repeats;
    private final List<ModelNode> allInputs;
    private final Signature signature;

    InferenceEmitter(CompiledModel compiled, Names names, Repeats repeats) {
        this.compiled = compiled;
        this.model = compiled.model();
        this.names = names;
        this.repeats = repeats;
        this.allInputs = Signature.inputsOf(model);
        List<ModelNode> inputs = allInputs.stream()
                .filter(node -> compiled.roles().predicting().contains(node.name()))
                .toList();
        this.signature = new Signature(model, inputs, compiled.roles().outputs());
    }

    TypeSpec emit() {
        TypeSpec.Builder type = TypeSpec.classBuilder(names.inference())
                .addJavadoc(
                        "Predicts with {@link $L}. Immutable: any number of threads may share one instance.\n",
                        model.declaration().name().replace('_', '.'))
                .addModifiers(Modifier.FINAL)
                .addSuperinterface(Names.runtime("PredictionModel"));
        GraphEmitter graph = new GraphEmitter(names, signature.names(), model.symbols());
        Plan plan = compiled.inference();
        List<Statement> preparing = graph.statements(plan, plan.preparing());
        TileEmitter tiles = new TileEmitter(plan, graph, signature.names());
        List<Statement> statements = tiles.statements(forwardParameters());
        graph.addConstants(type);
        type.addField(FieldSpec.builder(TypeName.LONG, "WORK", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("Multiply-adds for a sample, roughly.\n")
                .initializer("$LL", Work.perSample(compiled.inference(), model.symbols()))
                .build());
        fields(type);
        one(type);
        batch(type);
        generic(type);
        run(type);
        Outliner outliner = new Outliner(type, signature.names(), repeats);
        if (!preparing.isEmpty()) {
            outliner.add("prepare", prepareParameters(), preparing);
        }
        outliner.add("forward", forwardParameters(), statements);
        tiles.addMethods(type, outliner, forwardParameters());
        if (signature.outputs().size() > 1) {
            type.addType(result());
        }
        return type.build();
    }

    private void fields(TypeSpec.Builder type) {
        FieldSpec.Builder snapshot = FieldSpec.builder(ArrayTypeName.of(TypeName.FLOAT), "snapshot", Modifier.FINAL);
        type.addField(
                compiled.session().isPresent()
                        ? snapshot.build()
                        : snapshot.addModifiers(Modifier.PRIVATE).build());
        type.addField(FieldSpec.builder(
                        ParameterizedTypeName.get(ClassName.get(AtomicReference.class), WORKSPACE),
                        "spare",
                        Modifier.PRIVATE,
                        Modifier.FINAL)
                .initializer("new $T<>()", AtomicReference.class)
                .build());
        constructor(type);
        type.addMethod(MethodSpec.methodBuilder("info")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(Names.runtime("ModelInfo"))
                .addStatement("return $T.info()", names.parameters())
                .build());
        type.addMethod(MethodSpec.methodBuilder("workspace")
                .addJavadoc("Memory for batches of up to {@code capacity} samples; one thread at a time may use it.\n")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(WORKSPACE)
                .addParameter(TypeName.INT, "capacity")
                .addStatement("return workspace(capacity, 1)")
                .build());
        type.addMethod(MethodSpec.methodBuilder("workspace")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(WORKSPACE)
                .addParameter(TypeName.INT, "capacity")
                .addParameter(TypeName.INT, "threads")
                .addStatement(
                        "return info().inferenceMemory().workspace($S, capacity, $T.of(threads), new $N())",
                        model.declaration().name(),
                        Names.runtime("Team"),
                        PassEmitter.NAME)
                .build());
    }

    private void constructor(TypeSpec.Builder type) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addJavadoc("Takes a snapshot: later changes of the parameters do not show.\n")
                .addModifiers(Modifier.PUBLIC)
                .addParameter(names.parameters(), "parameters");
        Plan.Prepared prepared = compiled.inference().prepared();
        constructor.addStatement(
                "snapshot = $T.copyOf(parameters.values(), $L)", Names.runtime("AlignedFloats"), prepared.floats());
        if (!prepared.nodes().isEmpty()) {
            constructor.addStatement(
                    "prepare(snapshot, new float[$L], $L)", Plan.START + prepared.scratch(), Plan.START);
        }
        type.addMethod(constructor.build());
    }

    private List<ParameterSpec> prepareParameters() {
        return List.of(
                signature.array(Place.Array.PARAMETERS, DataType.FLOAT32),
                signature.array(Place.Array.FLOATS, DataType.FLOAT32),
                signature.scratch());
    }

    private static String list(List<ParameterSpec> parameters) {
        return parameters.stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
    }

    private List<ParameterSpec> batchParameters() {
        List<ParameterSpec> parameters = new ArrayList<>(signature.sizes());
        parameters.addAll(signature.inputArrays());
        parameters.addAll(signature.outputArrays());
        return parameters;
    }

    private List<ParameterSpec> forwardParameters() {
        List<ParameterSpec> parameters = new ArrayList<>(batchParameters());
        parameters.add(signature.array(Place.Array.PARAMETERS, DataType.FLOAT32));
        parameters.addAll(signature.memory());
        parameters.addAll(signature.share());
        return parameters;
    }

    /** What a call hands to the threads that share it. */
    private List<ParameterSpec> passed() {
        List<ParameterSpec> fields = new ArrayList<>();
        fields.add(ParameterSpec.builder(WORKSPACE, signature.names().get("workspace"))
                .build());
        fields.addAll(batchParameters());
        return fields;
    }

    /** The call behind both forms of {@code predict}, and the class of its arguments. */
    private void run(TypeSpec.Builder type) {
        String workspace = signature.names().get("workspace");
        String weights = signature.names().get(Place.Array.PARAMETERS);
        ClassName pass = ClassName.get("", PassEmitter.NAME);
        type.addMethod(MethodSpec.methodBuilder("run")
                .addModifiers(Modifier.PRIVATE)
                .addParameters(passed())
                .addStatement("$1T pass = ($1T) $2N.job()", pass, workspace)
                .addCode(PassEmitter.set(passed()))
                .addStatement("pass.$N = snapshot", weights)
                .addStatement("$N.run($N * WORK)", workspace, signature.names().get(Dim.BATCH))
                .build());
        List<ParameterSpec> fields = new ArrayList<>(passed());
        fields.add(signature.array(Place.Array.PARAMETERS, DataType.FLOAT32));
        CodeBlock body = CodeBlock.builder()
                .addStatement(
                        "forward($L, $N, $L, $L)",
                        list(batchParameters()),
                        weights,
                        signature.memoryOf(workspace),
                        list(signature.share()))
                .build();
        type.addType(PassEmitter.type(signature, fields, body)
                .addModifiers(Modifier.STATIC)
                .build());
    }

    /** {@code float[] predict(float[] image)}. */
    private void one(TypeSpec.Builder type) {
        String workspace = signature.names().get("workspace");
        boolean single = signature.outputs().size() == 1;
        TypeName returned = single
                ? Signature.array(model.type(signature.outputs().get(0).name()).type())
                : names.inference().nestedClass("Result");
        MethodSpec.Builder method = MethodSpec.methodBuilder("predict")
                .addModifiers(Modifier.PUBLIC)
                .returns(returned)
                .addParameters(signature.lengths())
                .addParameters(signature.inputArrays());
        method.addJavadoc("Predicts one sample.\n\n");
        signature
                .inputs()
                .forEach(node -> method.addJavadoc("@param $N $L\n", signature.input(node), signature.shown(node)));
        method.addJavadoc(
                "@return $L\n",
                signature.outputs().stream()
                        .map(node -> node.name() + ": " + signature.shown(node))
                        .collect(Collectors.joining("; ")));
        method.addCode(signature.checks(true));
        for (ModelNode output : signature.outputs()) {
            TypeName element = model.type(output.name()).type() == DataType.FLOAT32 ? TypeName.FLOAT : TypeName.INT;
            method.addStatement(
                    "$T[] $N = new $T[$L]", element, signature.output(output), element, signature.perSample(output));
        }
        method.addStatement("$T $N = spare.getAndSet(null)", WORKSPACE, workspace)
                .beginControlFlow("if ($N == null)", workspace)
                .addStatement("$N = workspace(1)", workspace)
                .endControlFlow();
        String rest = Stream.of(signature.lengths(), signature.inputArrays(), signature.outputArrays())
                .flatMap(List::stream)
                .map(ParameterSpec::name)
                .collect(Collectors.joining(", "));
        method.addStatement("run($N, 1, $L)", workspace, rest).addStatement("spare.set($N)", workspace);
        if (single) {
            method.addStatement(
                    "return $N", signature.output(signature.outputs().get(0)));
        } else {
            method.addStatement("return new Result($L)", list(signature.outputArrays()));
        }
        type.addMethod(method.build());
    }

    /** {@code void predict(Workspace workspace, int B, float[] image, float[] logits)}. */
    private void batch(TypeSpec.Builder type) {
        String workspace = signature.names().get("workspace");
        MethodSpec.Builder method = MethodSpec.methodBuilder("predict")
                .addModifiers(Modifier.PUBLIC)
                .addParameter(WORKSPACE, workspace)
                .addParameters(batchParameters());
        method.addJavadoc("Predicts a batch into the caller's arrays; allocates nothing.\n\n");
        method.addJavadoc("@param $N number of samples\n", signature.names().get(Dim.BATCH));
        signature
                .inputs()
                .forEach(node -> method.addJavadoc(
                        "@param $N $L for each sample\n", signature.input(node), signature.shown(node)));
        signature
                .outputs()
                .forEach(node -> method.addJavadoc(
                        "@param $N is filled: $L for each sample\n", signature.output(node), signature.shown(node)));
        method.addStatement(
                "$N.require($S, $N)",
                workspace,
                model.declaration().name(),
                signature.names().get(Dim.BATCH));
        method.addCode(signature.checks(false)).addStatement("run($L)", list(passed()));
        type.addMethod(method.build());
    }

    /** The form that works with any model; the batch tells the symbols. */
    private void generic(TypeSpec.Builder type) {
        List<CodeBlock> arguments = new ArrayList<>();
        for (int i = 0; i < signature.symbols().size(); i++) {
            arguments.add(CodeBlock.of("batch.length($L)", i));
        }
        for (ModelNode node : signature.inputs()) {
            String method = model.type(node.name()).type() == DataType.FLOAT32 ? "floats" : "ints";
            arguments.add(CodeBlock.of("batch.$N($L)", method, allInputs.indexOf(node)));
        }
        boolean floats = signature.outputs().stream()
                .allMatch(node -> model.type(node.name()).type() == DataType.FLOAT32);
        for (int i = 0; i < signature.outputs().size(); i++) {
            arguments.add(CodeBlock.of("outputs[$L]", i));
        }
        MethodSpec.Builder method = MethodSpec.methodBuilder("predict")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(WORKSPACE, "workspace")
                .addParameter(Names.runtime("Batch"), "batch")
                .addParameter(ArrayTypeName.of(ArrayTypeName.of(TypeName.FLOAT)), "outputs");
        if (floats) {
            method.addStatement("predict(workspace, batch.size(), $L)", CodeBlock.join(arguments, ", "));
        } else {
            method.addStatement(
                    "throw new $T($S)",
                    UnsupportedOperationException.class,
                    model.declaration().name() + " has INT32 outputs; call the typed predict");
        }
        type.addMethod(method.build());
    }

    /** Several outputs as one object. */
    private TypeSpec result() {
        TypeSpec.Builder type = TypeSpec.classBuilder("Result")
                .addJavadoc("The outputs of one prediction.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL);
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addParameters(signature.outputArrays());
        for (ModelNode node : signature.outputs()) {
            TypeName array = Signature.array(model.type(node.name()).type());
            String name = signature.output(node);
            type.addField(FieldSpec.builder(array, name, Modifier.PRIVATE, Modifier.FINAL)
                    .build());
            constructor.addStatement("this.$1N = $1N", name);
            type.addMethod(MethodSpec.methodBuilder(name)
                    .addJavadoc("$L.\n", signature.shown(node))
                    .addModifiers(Modifier.PUBLIC)
                    .returns(array)
                    .addStatement("return $N", name)
                    .build());
        }
        return type.addMethod(constructor.build()).build();
    }
}
