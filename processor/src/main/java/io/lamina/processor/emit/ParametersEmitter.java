package io.lamina.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.lamina.processor.ir.Parameter;
import io.lamina.processor.model.Model;
import io.lamina.processor.model.ModelNode;
import io.lamina.processor.model.Ties;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** The class of a model's weights. */
final class ParametersEmitter {
    private final CompiledModel compiled;
    private final Names names;
    private final ClassName type;

    ParametersEmitter(CompiledModel compiled, Names names) {
        this.compiled = compiled;
        this.names = names;
        this.type = names.parameters();
    }

    TypeSpec emit() {
        String model = compiled.model().declaration().name();
        TypeSpec.Builder builder = TypeSpec.classBuilder(type)
                .addJavadoc("The weights of {@link $L}: $L in all, in one flat array.\n", interfaceName(), count())
                .addModifiers(Modifier.FINAL)
                .superclass(Names.runtime("ModelParameters"));
        for (Parameter parameter : compiled.parameters().parameters()) {
            builder.addField(FieldSpec.builder(TypeName.INT, names.offset(parameter.name()))
                    .addModifiers(Modifier.STATIC, Modifier.FINAL)
                    .initializer("$L", compiled.parameters().offset(parameter.name()))
                    .build());
        }
        ClassName table = Names.runtime("ParameterTable");
        builder.addField(FieldSpec.builder(table, "TABLE", Modifier.STATIC, Modifier.FINAL)
                .initializer("layout()")
                .build());
        builder.addField(
                FieldSpec.builder(Names.runtime("ModelInfo"), "INFO", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                        .initializer("describe()")
                        .build());
        builder.addMethod(MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(ArrayTypeName.of(TypeName.FLOAT), "values")
                .addStatement("super(TABLE, values)")
                .build());
        factories(builder);
        accessors(builder);
        table(builder, model, table);
        new InfoEmitter(compiled).addMethods(builder);
        return builder.build();
    }

    private String interfaceName() {
        return compiled.model().declaration().name().replace('_', '.');
    }

    private int count() {
        return compiled.parameters().parameters().stream()
                .filter(parameter -> !parameter.initial().equals(Parameter.Initial.COUNTER))
                .mapToInt(Parameter::size)
                .sum();
    }

    private void factories(TypeSpec.Builder builder) {
        builder.addMethod(MethodSpec.methodBuilder("create")
                .addJavadoc("Fresh weights; the same seed gives the same ones on every machine.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(type)
                .addParameter(TypeName.LONG, "seed")
                .addStatement("return new $T(initialize(TABLE, seed))", type)
                .build());
        builder.addMethod(MethodSpec.methodBuilder("load")
                .addJavadoc("""
                        Weights from a safetensors file.

                        @throws IOException if it cannot be read, is damaged, or does not match the model;
                            the message compares expected and found
                        """)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(type)
                .addParameter(Path.class, "file")
                .addException(IOException.class)
                .addStatement("$1T loaded = new $1T(new float[TABLE.size()])", type)
                .addStatement("loaded.loadFrom(file)")
                .addStatement("return loaded")
                .build());
        builder.addMethod(MethodSpec.methodBuilder("copy")
                .addJavadoc("The same weights in memory of their own.\n")
                .addModifiers(Modifier.PUBLIC)
                .returns(type)
                .addStatement("return new $T(values().clone())", type)
                .build());
        builder.addMethod(MethodSpec.methodBuilder("info")
                .addJavadoc("Inputs, outputs and layers; {@code println} shows them as a table.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(Names.runtime("ModelInfo"))
                .addStatement("return INFO")
                .build());
    }

    private void accessors(TypeSpec.Builder builder) {
        for (Parameter parameter : compiled.parameters().parameters()) {
            String shape = parameter.file().stream().map(Object::toString).collect(Collectors.joining(", ", "[", "]"));
            builder.addMethod(MethodSpec.methodBuilder(names.accessor(parameter.name()))
                    .addJavadoc("A copy of {@code $L}, $L.\n", parameter.name(), shape)
                    .addModifiers(Modifier.PUBLIC)
                    .returns(ArrayTypeName.of(TypeName.FLOAT))
                    .addStatement("return get($S)", parameter.name())
                    .build());
        }
    }

    private void table(TypeSpec.Builder builder, String model, ClassName table) {
        ClassName tableBuilder = table.nestedClass("Builder");
        List<CodeBlock> statements = new ArrayList<>();
        for (Parameter parameter : compiled.parameters().parameters()) {
            statements.add(entry(parameter, table));
        }
        Model declared = compiled.model();
        for (ModelNode node : declared.nodes()) {
            Ties.owner(declared, node)
                    .ifPresent(owner -> statements.add(CodeBlock.of(
                            "table.tie($S, $S, $L);\n",
                            node.weightPrefix() + "." + Ties.SUFFIX,
                            owner.weightPrefix() + "." + Ties.SUFFIX,
                            Ties.isTurned(declared, node, owner))));
        }
        List<ParameterSpec> parameters =
                List.of(ParameterSpec.builder(tableBuilder, "table").build());
        Chunks.addAll(builder, "fill", CodeBlock.of(""), parameters, statements);
        builder.addMethod(MethodSpec.methodBuilder("layout")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(table)
                .addStatement("$T table = $T.builder($S)", tableBuilder, table, model)
                .addStatement("fill(table)")
                .addStatement("return table.build()")
                .build());
    }

    private CodeBlock entry(Parameter parameter, ClassName table) {
        String offset = names.offset(parameter.name());
        if (parameter.initial().equals(Parameter.Initial.COUNTER)) {
            return CodeBlock.of("table.addCounter($S, $N);\n", parameter.name(), offset);
        }
        String initial =
                parameter.initial().arguments().stream().map(Object::toString).collect(Collectors.joining(", "));
        CodeBlock initializer = CodeBlock.of(
                "$T.$N($L)", Names.runtime("Initializer"), parameter.initial().method(), initial);
        ClassName group = table.nestedClass("Group");
        boolean plain = parameter.split().equals(parameter.file())
                && parameter
                        .permutation()
                        .equals(Parameter.identity(parameter.file().size()));
        if (plain) {
            return CodeBlock.of(
                    "table.add($S, $T.$L, $N, $L, $L);\n",
                    parameter.name(),
                    group,
                    parameter.group(),
                    offset,
                    ints(parameter.file()),
                    initializer);
        }
        return CodeBlock.of(
                "table.add($S, $T.$L, $N, $L, $L, $L, $L);\n",
                parameter.name(),
                group,
                parameter.group(),
                offset,
                ints(parameter.file()),
                ints(parameter.split()),
                ints(parameter.permutation()),
                initializer);
    }

    private static String ints(List<Integer> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(", ", "new int[] {", "}"));
    }
}
