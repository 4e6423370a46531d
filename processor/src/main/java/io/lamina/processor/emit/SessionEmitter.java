package io.lamina.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.lamina.processor.memory.Place;
import io.lamina.processor.memory.Plan;
import io.lamina.processor.model.Model;
import io.lamina.processor.shape.Symbols;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The class that runs a model step by step. */
final class SessionEmitter {
    private static final ClassName ARGUMENTS = Names.runtime("Arguments");
    private static final ClassName WORKSPACE = Names.runtime("Workspace");

    private final CompiledModel.Session session;
    private final Model model;
    private final Names names;
    private final Repeats repeats;
    private final SessionSignature signature;
    private final SessionJob start;
    private final SessionJob step;

    SessionEmitter(CompiledModel compiled, CompiledModel.Session session, Names names, Repeats repeats) {
        this.session = session;
        this.model = compiled.model();
        this.names = names;
        this.repeats = repeats;
        this.signature = new SessionSignature(compiled, session);
        this.start = SessionJob.start(session.start(), signature);
        this.step = SessionJob.step(session.step(), signature);
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
        if (signature.isOfTokens()) {
            type.addSuperinterface(Names.runtime("TokenSession"));
        }
        GraphEmitter graph = new GraphEmitter(names, signature.all().names(), model.symbols());
        List<Statement> before = start.statements(graph);
        List<Statement> each = step.statements(graph);
        graph.addConstants(type);
        fields(type);
        constructors(type);
        new SessionMethods(signature, start, step, session.time()).addTo(type);
        answer(type, "position", signature.position(), "Steps since the start; -1 where it must be started first.");
        answer(type, "capacity", "CAPACITY", "The most steps that a sequence may have.");
        Outliner outliner = new Outliner(type, signature.all().names(), repeats);
        if (start.exists()) {
            type.addType(start.pass());
            outliner.add(start.method(), start.parameters(), before);
        }
        type.addType(step.pass());
        outliner.add(step.method(), step.parameters(), each);
        return type.build();
    }

    private void fields(TypeSpec.Builder type) {
        long capacity = model.symbols().get(session.time()).upper();
        type.addField(FieldSpec.builder(TypeName.INT, "CAPACITY", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer("$L", capacity)
                .build());
        type.addField(FieldSpec.builder(TypeName.LONG, "WORK", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("Multiply-adds for a step of a sample, roughly.\n")
                .initializer("$LL", Work.perSample(session.step(), model.symbols()) / Math.max(1, capacity) + 1)
                .build());
        field(type, ArrayTypeName.of(TypeName.FLOAT), "snapshot");
        field(type, ArrayTypeName.of(TypeName.FLOAT), signature.name(Place.Array.STATE));
        field(type, ArrayTypeName.of(TypeName.INT), signature.name(Place.Array.STATE_INTS));
        if (start.exists()) {
            field(type, WORKSPACE, start.workspace());
        }
        field(type, WORKSPACE, step.workspace());
        field(type, TypeName.INT, signature.batch());
        for (Symbols.Symbol symbol : signature.otherSymbols()) {
            type.addField(TypeName.INT, signature.name(symbol.name()), Modifier.PRIVATE);
        }
        type.addField(TypeName.INT, signature.position(), Modifier.PRIVATE);
    }

    private static void field(TypeSpec.Builder type, TypeName of, String name) {
        type.addField(
                FieldSpec.builder(of, name, Modifier.PRIVATE, Modifier.FINAL).build());
    }

    private void constructors(TypeSpec.Builder type) {
        type.addMethod(MethodSpec.constructorBuilder()
                .addJavadoc("A session for one sequence, with the weights of {@code inference}.\n")
                .addModifiers(Modifier.PUBLIC)
                .addParameter(names.inference(), "inference")
                .addStatement("this(inference, 1, 1)")
                .build());
        MethodSpec.Builder method = MethodSpec.constructorBuilder()
                .addJavadoc("A session for {@code batch} sequences that go on together, on a number of threads.\n\n"
                        + "@throws IllegalArgumentException if one of them is below 1\n")
                .addModifiers(Modifier.PUBLIC)
                .addParameter(names.inference(), "inference")
                .addParameter(TypeName.INT, "batch")
                .addParameter(TypeName.INT, "threads")
                .addStatement("snapshot = inference.snapshot")
                .addStatement("this.$N = batch", signature.batch());
        if (start.exists()) {
            method.addStatement(
                    "$N = $L",
                    start.workspace(),
                    start.newWorkspace(model.declaration().name()));
        }
        method.addStatement(
                "$N = $L",
                step.workspace(),
                step.newWorkspace(model.declaration().name()));
        state(method, "float", Place.Array.STATE, session.states().floats());
        state(method, "int", Place.Array.STATE_INTS, session.states().ints());
        if (!start.inputs().isEmpty()) {
            method.addStatement("$N = $T.NOT_STARTED", signature.position(), ARGUMENTS);
        }
        type.addMethod(method.build());
    }

    /** {@code state = new float[Arguments.length(0L + 512 * batch)];} */
    private void state(MethodSpec.Builder method, String element, Place.Array array, Plan.Sizes sizes) {
        CodeBlock total = CodeBlock.of("$LL + $LL * batch", sizes.fixed(), sizes.perSample());
        method.addStatement("$N = new $L[$T.length($L)]", signature.name(array), element, ARGUMENTS, total);
    }

    private static void answer(TypeSpec.Builder type, String name, String value, String documentation) {
        type.addMethod(MethodSpec.methodBuilder(name)
                .addJavadoc("$L\n", documentation)
                .addModifiers(Modifier.PUBLIC)
                .returns(TypeName.INT)
                .addStatement("return $N", value)
                .build());
    }
}
