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
import io.lamina.processor.ir.Node;
import io.lamina.processor.memory.Place;
import io.lamina.processor.memory.Plan;
import io.lamina.processor.model.Model;
import io.lamina.processor.shape.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** The class that trains. */
final class TrainingEmitter {
    private static final ClassName WORKSPACE = Names.runtime("Workspace");
    private static final ClassName TEAM = Names.runtime("Team");
    private static final ClassName PASS = ClassName.get("", PassEmitter.NAME);
    private static final TypeName FLOATS = ArrayTypeName.of(TypeName.FLOAT);

    private final CompiledModel compiled;
    private final CompiledModel.Training plans;
    private final Model model;
    private final Names names;
    private final Repeats repeats;
    private final Signature signature;

    TrainingEmitter(CompiledModel compiled, CompiledModel.Training plans, Names names, Repeats repeats) {
        this.compiled = compiled;
        this.plans = plans;
        this.model = compiled.model();
        this.names = names;
        this.repeats = repeats;
        this.signature = new Signature(model, Signature.inputsOf(model), List.of());
    }

    TypeSpec emit() {
        TypeSpec.Builder type = TypeSpec.classBuilder(names.training())
                .addJavadoc(
                        "Trains {@link $L}. One thread at a time may use it.\n",
                        model.declaration().name().replace('_', '.'))
                .addModifiers(Modifier.FINAL)
                .addSuperinterface(Names.runtime("TrainingModel"));
        GraphEmitter graph = new GraphEmitter(names, signature.names(), model.symbols());
        List<Node> nodes = plans.step().graph().nodes();
        int firstBackward = 0;
        while (firstBackward < nodes.size() && !nodes.get(firstBackward).name().startsWith("d_")) {
            firstBackward++;
        }
        List<Statement> forward = graph.statements(plans.step(), nodes.subList(0, firstBackward));
        List<Statement> backward = graph.statements(plans.step(), nodes.subList(firstBackward, nodes.size()));
        List<Statement> evaluate =
                graph.statements(plans.evaluate(), plans.evaluate().graph().nodes());
        graph.addConstants(type);
        type.addField(work("WORK", plans.step()));
        type.addField(work("EVALUATION_WORK", plans.evaluate()));
        fields(type);
        step(type);
        gradients(type);
        evaluate(type);
        generic(type);
        answers(type);
        threads(type);
        type.addType(pass());
        Outliner outliner = new Outliner(type, signature.names(), repeats);
        outliner.add("forward", parameters(), forward);
        outliner.add("backward", parameters(), backward);
        outliner.add("forwardOnly", parameters(), evaluate);
        return type.build();
    }

    private void fields(TypeSpec.Builder type) {
        field(type, names.parameters(), "parameters");
        field(type, Names.runtime("Optimizer"), "optimizer");
        field(type, TypeName.LONG, "seed");
        field(type, FLOATS, "gradientValues");
        type.addField(FieldSpec.builder(FLOATS, "metricValues", Modifier.PRIVATE, Modifier.FINAL)
                .initializer("new float[$L]", compiled.metrics().size())
                .build());
        type.addField(FieldSpec.builder(PASS, "pass", Modifier.PRIVATE, Modifier.FINAL)
                .initializer("new $T()", PASS)
                .build());
        type.addField(FieldSpec.builder(WORKSPACE, "room", Modifier.PRIVATE).build());
        type.addField(
                FieldSpec.builder(TypeName.LONG, "passes", Modifier.PRIVATE).build());
        type.addMethod(MethodSpec.constructorBuilder()
                .addJavadoc("Trains parameters in place.\n\n@param seed of dropout; the same seed gives the same run\n")
                .addModifiers(Modifier.PUBLIC)
                .addParameter(names.parameters(), "parameters")
                .addParameter(Names.runtime("Optimizer"), "optimizer")
                .addParameter(TypeName.LONG, "seed")
                .addStatement("this.parameters = parameters")
                .addStatement("this.optimizer = optimizer")
                .addStatement("this.seed = seed")
                .addStatement(
                        "gradientValues = $T.allocate($T.TABLE.trainable())",
                        Names.runtime("AlignedFloats"),
                        names.parameters())
                .addStatement("room = workspace(1, $T.ofDefaultSize())", TEAM)
                .addStatement("optimizer.bind($T.TABLE)", names.parameters())
                .build());
        type.addMethod(MethodSpec.methodBuilder("workspace")
                .addModifiers(Modifier.PRIVATE)
                .returns(WORKSPACE)
                .addParameter(TypeName.INT, "capacity")
                .addParameter(TEAM, "team")
                .addStatement(
                        "return $T.info().trainingMemory().workspace($S, capacity, team, pass)",
                        names.parameters(),
                        model.declaration().name())
                .build());
        type.addMethod(MethodSpec.methodBuilder("reserve")
                .addModifiers(Modifier.PRIVATE)
                .addParameter(TypeName.INT, "samples")
                .beginControlFlow("if (samples > room.capacity())")
                .addStatement("room = workspace(samples, room.team())")
                .endControlFlow()
                .addStatement("room.require($S, samples)", model.declaration().name())
                .build());
    }

    private static void field(TypeSpec.Builder type, TypeName of, String name) {
        type.addField(
                FieldSpec.builder(of, name, Modifier.PRIVATE, Modifier.FINAL).build());
    }

    private List<ParameterSpec> entry() {
        List<ParameterSpec> parameters = new ArrayList<>(signature.sizes());
        parameters.addAll(signature.inputArrays());
        return parameters;
    }

    private List<ParameterSpec> parameters() {
        List<ParameterSpec> parameters = new ArrayList<>(entry());
        parameters.add(signature.array(Place.Array.PARAMETERS, DataType.FLOAT32));
        parameters.add(signature.array(Place.Array.GRADIENTS, DataType.FLOAT32));
        parameters.add(signature.array(Place.Array.METRICS, DataType.FLOAT32));
        parameters.addAll(signature.memory());
        parameters.add(key());
        parameters.addAll(signature.share());
        return parameters;
    }

    private ParameterSpec key() {
        return ParameterSpec.builder(TypeName.LONG, signature.names().get("key"))
                .build();
    }

    /** What a call hands to the threads that share it. */
    private List<ParameterSpec> passed() {
        List<ParameterSpec> fields = new ArrayList<>(entry());
        fields.add(key());
        fields.add(ParameterSpec.builder(TypeName.BOOLEAN, signature.names().get("learning"))
                .build());
        return fields;
    }

    private FieldSpec work(String name, Plan plan) {
        return FieldSpec.builder(TypeName.LONG, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("Multiply-adds for a sample, roughly.\n")
                .initializer("$LL", Work.perSample(plan, model.symbols()))
                .build();
    }

    private TypeSpec pass() {
        String workspace = signature.names().get("workspace");
        String arguments = list(entry()) + ", parameters.values(), gradientValues, metricValues, "
                + signature.memoryOf(workspace) + ", " + list(List.of(key())) + ", " + list(signature.share());
        CodeBlock body = CodeBlock.builder()
                .addStatement("$T $N = room", WORKSPACE, workspace)
                .beginControlFlow("if ($N)", signature.names().get("learning"))
                .addStatement("forward($L)", arguments)
                .addStatement("backward($L)", arguments)
                .nextControlFlow("else")
                .addStatement("forwardOnly($L)", arguments)
                .endControlFlow()
                .build();
        return PassEmitter.type(signature, passed(), body).build();
    }

    private void threads(TypeSpec.Builder type) {
        type.addMethod(answer("threads", TypeName.INT)
                .addStatement("return room.team().threads()")
                .build());
        type.addMethod(answer("setThreads", TypeName.VOID)
                .addParameter(TypeName.INT, "count")
                .addStatement("$1T team = $1T.of(count)", TEAM)
                .addStatement("room.team().close()")
                .addStatement("room = workspace(room.capacity(), team)")
                .build());
    }

    private static String list(List<ParameterSpec> parameters) {
        return parameters.stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
    }

    private MethodSpec.Builder method(String name) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC)
                .returns(TypeName.FLOAT)
                .addParameters(entry());
    }

    private void step(TypeSpec.Builder type) {
        MethodSpec.Builder method = method("step")
                .addJavadoc("One step: forward, backward, update.\n\n")
                .addJavadoc("@param $N number of samples\n", signature.names().get(Dim.BATCH));
        signature
                .inputs()
                .forEach(node -> method.addJavadoc(
                        "@param $N $L for each sample\n", signature.input(node), signature.shown(node)));
        type.addMethod(method.addJavadoc("@return the loss before the update\n")
                .addStatement("gradients($L)", list(entry()))
                .addStatement("optimizer.apply(parameters.values(), gradientValues, room.team())")
                .addStatement("return metricValues[0]")
                .build());
    }

    private void gradients(TypeSpec.Builder type) {
        type.addMethod(method("gradients")
                .addJavadoc("""
                        Forward and backward without the update; {@link #gradient} tells the result.

                        @return the loss
                        """)
                .addCode(signature.checks(false))
                .addStatement("run($L, $T.key(seed, passes++), true)", list(entry()), Names.runtime("CounterRandom"))
                .addStatement("return metricValues[0]")
                .build());
        type.addMethod(MethodSpec.methodBuilder("run")
                .addModifiers(Modifier.PRIVATE)
                .addParameters(passed())
                .addStatement("reserve($N)", signature.names().get(Dim.BATCH))
                .addCode(PassEmitter.set(passed()))
                .addStatement(
                        "room.run($N * ($N ? WORK : EVALUATION_WORK))",
                        signature.names().get(Dim.BATCH),
                        signature.names().get("learning"))
                .build());
        type.addMethod(MethodSpec.methodBuilder("gradient")
                .addJavadoc("""
                        The last gradient of one weight, in its file layout.

                        @throws IllegalArgumentException if no trained weight has this name
                        """)
                .addModifiers(Modifier.PUBLIC)
                .returns(FLOATS)
                .addParameter(String.class, "name")
                .addStatement("return $T.TABLE.gradient(name, gradientValues)", names.parameters())
                .build());
    }

    private void evaluate(TypeSpec.Builder type) {
        type.addMethod(method("evaluate")
                .addJavadoc("The loss without dropout and with running statistics; nothing is changed.\n")
                .addCode(signature.checks(false))
                .addStatement("run($L, 0L, false)", list(entry()))
                .addStatement("return metricValues[0]")
                .build());
    }

    /** The forms that work with any model; the batch tells the symbols. */
    private void generic(TypeSpec.Builder type) {
        List<CodeBlock> arguments = new ArrayList<>();
        for (int i = 0; i < signature.symbols().size(); i++) {
            arguments.add(CodeBlock.of("batch.length($L)", i));
        }
        for (int i = 0; i < signature.inputs().size(); i++) {
            DataType element = model.type(signature.inputs().get(i).name()).type();
            arguments.add(CodeBlock.of("batch.$N($L)", element == DataType.FLOAT32 ? "floats" : "ints", i));
        }
        for (String name : List.of("step", "evaluate")) {
            type.addMethod(MethodSpec.methodBuilder(name)
                    .addAnnotation(Override.class)
                    .addModifiers(Modifier.PUBLIC)
                    .addParameter(Names.runtime("Batch"), "batch")
                    .addStatement("$N(batch.size(), $L)", name, CodeBlock.join(arguments, ", "))
                    .build());
        }
    }

    private void answers(TypeSpec.Builder type) {
        type.addMethod(answer("info", Names.runtime("ModelInfo"))
                .addStatement("return $T.info()", names.parameters())
                .build());
        type.addMethod(answer("parameters", names.parameters())
                .addStatement("return parameters")
                .build());
        type.addMethod(answer("optimizer", Names.runtime("Optimizer"))
                .addStatement("return optimizer")
                .build());
        type.addMethod(answer("metric", TypeName.FLOAT)
                .addParameter(TypeName.INT, "index")
                .addStatement("return metricValues[index]")
                .build());
    }

    private static MethodSpec.Builder answer(String name, TypeName type) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(type);
    }
}
