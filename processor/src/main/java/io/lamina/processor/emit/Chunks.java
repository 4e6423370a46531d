package io.lamina.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * Splits a long list of statements into methods that HotSpot compiles: it never compiles one of more than 8,000 bytecodes,
 * and a kernel call takes about 100.
 */
final class Chunks {
    private static final int STATEMENTS = 24;

    private Chunks() {}

    /**
     * Adds static methods that run the statements in order.
     *
     * @param name of the method that runs them all
     * @param parameters handed on to each
     */
    static void add(
            TypeSpec.Builder type,
            String name,
            CodeBlock documentation,
            List<ParameterSpec> parameters,
            List<CodeBlock> statements) {
        List<CodeBlock> current = statements;
        int level = 0;
        while (current.size() > STATEMENTS) {
            List<CodeBlock> calls = new ArrayList<>();
            String prefix = name + "Part".repeat(++level);
            for (int from = 0; from < current.size(); from += STATEMENTS) {
                String part = prefix + (calls.size() + 1);
                List<CodeBlock> some = current.subList(from, Math.min(current.size(), from + STATEMENTS));
                type.addMethod(method(part, parameters, some).build());
                calls.add(call(part, parameters));
            }
            current = calls;
        }
        type.addMethod(
                method(name, parameters, current).addJavadoc(documentation).build());
    }

    private static MethodSpec.Builder method(String name, List<ParameterSpec> parameters, List<CodeBlock> statements) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameters(parameters);
        statements.forEach(method::addCode);
        return method;
    }

    /** {@code forward(B, floats, weights);} */
    static CodeBlock call(String method, List<ParameterSpec> parameters) {
        String arguments = parameters.stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
        return CodeBlock.of("$N($L);\n", method, arguments);
    }
}
