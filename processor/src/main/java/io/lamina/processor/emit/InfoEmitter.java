package io.lamina.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import io.lamina.DataType;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.declaration.Edge;
import io.lamina.processor.ir.Parameter;
import io.lamina.processor.memory.Plan;
import io.lamina.processor.model.Model;
import io.lamina.processor.model.ModelNode;
import io.lamina.processor.model.Ties;
import io.lamina.processor.op.ApplyLayer;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.Symbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** The methods that make a model's description of itself. */
final class InfoEmitter {
    private final CompiledModel compiled;
    private final Model model;

    InfoEmitter(CompiledModel compiled) {
        this.compiled = compiled;
        this.model = compiled.model();
    }

    void addMethods(TypeSpec.Builder type) {
        ClassName info = Names.runtime("ModelInfo");
        ClassName builder = info.nestedClass("Builder");
        List<CodeBlock> statements = new ArrayList<>();
        model.symbols()
                .names()
                .forEach(name -> statements.add(symbol(model.symbols().get(name))));
        Signature.inputsOf(model)
                .forEach(node -> statements.add(tensor(isPredicting(node) ? "input" : "trainingInput", node)));
        compiled.roles().outputs().forEach(node -> statements.add(tensor("output", node)));
        for (ModelNode node : model.nodes()) {
            boolean shown =
                    !node.isInBlock() && !node.layer().isLoss() && (!Signature.isInput(node) || isPredicting(node));
            if (shown) {
                statements.add(layer(node));
            }
        }
        compiled.metrics().forEach(metric -> statements.add(CodeBlock.of("info.metric($S);\n", metric)));
        statements.add(memory("inferenceMemory", compiled.inference()));
        long prepared =
                compiled.inference().prepared().floats() - compiled.parameters().size();
        if (prepared > 0) {
            statements.add(CodeBlock.of("info.preparedWeights($LL);\n", prepared));
        }
        compiled.training()
                .ifPresent(training -> statements.add(memory("trainingMemory", training.step(), training.evaluate())));
        List<ParameterSpec> parameters =
                List.of(ParameterSpec.builder(builder, "info").build());
        Chunks.addAll(type, "describeTo", CodeBlock.of(""), parameters, statements);
        type.addMethod(MethodSpec.methodBuilder("describe")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(info)
                .addStatement(
                        "$T info = $T.builder($S)",
                        builder,
                        info,
                        model.declaration().name())
                .addStatement("describeTo(info)")
                .addStatement("return info.build()")
                .build());
    }

    private boolean isPredicting(ModelNode node) {
        return compiled.roles().predicting().contains(node.name());
    }

    /** {@code info.input("image", FLOAT32, 8, 8, 1)}, and with symbols {@code info.input("words", INT32, "T")}. */
    private CodeBlock tensor(String method, ModelNode node) {
        Shape shape = model.type(node.name()).shape();
        String type = model.type(node.name()).type() == DataType.FLOAT32 ? "FLOAT32" : "INT32";
        String sizes = shape.isConstant()
                ? shape.dims().stream().map(dim -> ", " + dim).collect(Collectors.joining())
                : ", \"" + shape + "\"";
        return CodeBlock.of("info.$N($S, $T.$L$L);\n", method, node.name(), Names.runtime("ElementType"), type, sizes);
    }

    private CodeBlock symbol(Symbols.Symbol symbol) {
        return CodeBlock.of(
                "info.symbol($S, $L, $L, $L);\n", symbol.name(), symbol.lower(), symbol.upper(), symbol.divisor());
    }

    private CodeBlock layer(ModelNode node) {
        String shape = model.type(node.name()).shape().dims().stream()
                .map(dim -> ", " + dim)
                .collect(Collectors.joining("", "(B", ")"));
        return CodeBlock.of(
                "info.layer($S, $S, $S, $L, $L, $S);\n",
                node.name(),
                kind(node),
                shape,
                size(node, false),
                size(node, true),
                String.join(", ", reads(node)));
    }

    /** An applied block is one row, by the block's name: {@code 6 x DecoderBlock}. */
    private static String kind(ModelNode node) {
        Attributes layer = node.declaration().layer();
        if (!(node.layer() instanceof ApplyLayer)) {
            return layer.name();
        }
        String block = layer.text("value").substring(layer.text("value").lastIndexOf('.') + 1);
        return layer.integer("times") == 1 ? block : layer.integer("times") + " x " + block;
    }

    /** The names of the model's own nodes that it reads; those of a block's inputs for an applied block. */
    private List<String> reads(ModelNode node) {
        return node.layer() instanceof ApplyLayer
                ? model.declaration().nodes().stream()
                        .filter(declared -> declared.name().equals(node.name()))
                        .flatMap(declared -> declared.edges().stream())
                        .map(Edge::source)
                        .toList()
                : node.reads();
    }

    /** How many numbers its weights hold, those of a block's nodes together, shared ones once. */
    private long size(ModelNode node, boolean trainedAlone) {
        Map<String, Parameter> weights = new LinkedHashMap<>();
        for (ModelNode part : model.nodes()) {
            if (part == node || part.name().startsWith(node.name() + ".")) {
                Ties.ownWeights(model, part).stream()
                        .map(weight -> weight.parameter(
                                part.weightPrefix(), part.declaration().frozen()))
                        .forEach(weight -> weights.put(weight.name(), weight));
            }
        }
        return weights.values().stream()
                .filter(parameter -> !parameter.initial().equals(Parameter.Initial.COUNTER))
                .filter(parameter -> !trainedAlone || parameter.group().isTrained())
                .mapToLong(Parameter::size)
                .sum();
    }

    private static CodeBlock memory(String method, Plan... plans) {
        long[] most = new long[5];
        for (Plan plan : plans) {
            most[0] = Math.max(most[0], plan.floats().perSample());
            most[1] = Math.max(most[1], plan.floats().fixed());
            most[2] = Math.max(most[2], plan.ints().perSample());
            most[3] = Math.max(most[3], plan.ints().fixed());
            most[4] = Math.max(most[4], plan.scratch());
        }
        String sizes = Arrays.stream(most).mapToObj(size -> size + "L").collect(Collectors.joining(", "));
        return CodeBlock.of("info.$N($L);\n", method, sizes);
    }
}
