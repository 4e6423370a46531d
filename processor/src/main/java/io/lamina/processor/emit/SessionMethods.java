package io.lamina.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.lamina.DataType;
import io.lamina.processor.memory.Place;
import io.lamina.processor.model.ModelNode;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Symbols;
import java.util.Arrays;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The methods of a session that users call: {@code start} and {@code next}. */
final class SessionMethods {
    private static final TypeName ARGUMENTS = Names.runtime("Arguments");

    private final SessionSignature signature;
    private final SessionJob start;
    private final SessionJob step;
    private final String streamed;

    SessionMethods(SessionSignature signature, SessionJob start, SessionJob step, String streamed) {
        this.signature = signature;
        this.start = start;
        this.step = step;
        this.streamed = streamed;
    }

    void addTo(TypeSpec.Builder type) {
        type.addMethod(start());
        if (step.outputs().size() == 1) {
            type.addMethod(simple(step.outputs().get(0)));
        }
        type.addMethod(next());
    }

    /** Forgets all steps, and computes what does not change with them. */
    private MethodSpec start() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("start").addModifiers(Modifier.PUBLIC);
        method.addJavadoc("Forgets all steps"
                + (start.inputs().isEmpty()
                        ? ""
                        : ", and computes what does not change with them; comes before the first step")
                + ".\n");
        start.inputs()
                .forEach(node -> method.addJavadoc(
                        "\n@param $N $L, for each sample",
                        signature.all().input(node),
                        signature.all().shown(node)));
        if (!start.inputs().isEmpty()) {
            method.addJavadoc("\n");
        }
        for (Symbols.Symbol symbol : signature.otherSymbols()) {
            String name = signature.name(symbol.name());
            method.addParameter(TypeName.INT, name)
                    .addStatement(
                            "$T.symbol($S, $N, $L, $L, $L)",
                            ARGUMENTS,
                            symbol.name(),
                            name,
                            symbol.lower(),
                            symbol.upper(),
                            symbol.divisor());
        }
        method.addParameters(signature.inputArrays(start.inputs())).addCode(checks(start.inputs()));
        for (Symbols.Symbol symbol : signature.otherSymbols()) {
            method.addStatement("this.$1N = $1N", signature.name(symbol.name()));
        }
        method.addStatement("$N = 0", signature.position())
                .addStatement("$T.fill($N, 0)", Arrays.class, signature.name(Place.Array.STATE))
                .addStatement("$T.fill($N, 0)", Arrays.class, signature.name(Place.Array.STATE_INTS));
        if (start.exists()) {
            method.addCode(start.run(CodeBlock.of("$N * WORK", signature.batch())));
        }
        if (signature.isOfTokens()) {
            method.addAnnotation(Override.class);
        }
        return method.build();
    }

    /** The newest steps, whose number is computed, and the one result in an array of its own. */
    private MethodSpec simple(ModelNode output) {
        DataType element = signature.type(output);
        TypeName number = element == DataType.FLOAT32 ? TypeName.FLOAT : TypeName.INT;
        ModelNode first = step.inputs().get(0);
        String result = signature.all().output(output);
        MethodSpec.Builder method = MethodSpec.methodBuilder("next")
                .addJavadoc(
                        "Takes the newest steps, one or more, and gives $L for the last: $L.\n",
                        output.name(),
                        signature.newestShown(output))
                .addModifiers(Modifier.PUBLIC)
                .returns(Signature.array(element))
                .addParameters(signature.inputArrays(step.inputs()));
        if (step.inputs().size() == 1) {
            method.varargs();
        }
        if (signature.isOfTokens()) {
            method.addAnnotation(Override.class);
        }
        Dim size = signature.newest(output).size();
        return method.addStatement("$T[] $N = new $T[$N * $L]", number, result, number, signature.batch(), size)
                .addStatement(
                        "next($T.steps($S, $N.length, $N * $L), $L, $N)",
                        ARGUMENTS,
                        first.name(),
                        signature.all().input(first),
                        signature.batch(),
                        signature.perStep(first),
                        SessionJob.names(signature.inputArrays(step.inputs())),
                        result)
                .addStatement("return $N", result)
                .build();
    }

    /** The newest steps into the caller's arrays: allocates nothing. */
    private MethodSpec next() {
        String time = signature.time();
        String position = signature.position();
        MethodSpec.Builder method = MethodSpec.methodBuilder("next")
                .addJavadoc(
                        "Takes the newest $L steps and fills the outputs for the last of them; allocates nothing.\n\n",
                        time)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(TypeName.INT, time)
                .addParameters(signature.inputArrays(step.inputs()))
                .addParameters(signature.outputArrays(step.outputs()))
                .addJavadoc("@throws IllegalStateException if the sequence would be longer than {@link #capacity}"
                        + (start.inputs().isEmpty() ? "" : ", or has not been started")
                        + "\n")
                .addStatement("$T.room($S, $N, $N, CAPACITY)", ARGUMENTS, streamed, position, time)
                .addCode(checks(step.inputs()));
        for (ModelNode node : step.outputs()) {
            method.addStatement(
                    "$T.batch($S, $S, $N.length, $N, $L)",
                    ARGUMENTS,
                    node.name(),
                    signature.newestShown(node),
                    signature.all().output(node),
                    signature.batch(),
                    signature.newest(node).size());
        }
        return method.addCode(step.run(CodeBlock.of("$N * $N * WORK", signature.batch(), time)))
                .addStatement("$N += $N", position, time)
                .build();
    }

    /** Lengths of all arrays, then the tokens in them. */
    private CodeBlock checks(List<ModelNode> inputs) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (ModelNode node : inputs) {
            code.addStatement(
                    "$T.batch($S, $S, $N.length, $N, $L)",
                    ARGUMENTS,
                    node.name(),
                    signature.all().shown(node),
                    signature.all().input(node),
                    signature.batch(),
                    signature.all().perSample(node));
        }
        for (ModelNode node : inputs) {
            CodeBlock count =
                    CodeBlock.of("$N * ($L)", signature.batch(), signature.all().perSample(node));
            code.add(signature.all().tokens(node, count));
        }
        return code.build();
    }
}
