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

    /** Arguments that take as much code as a kernel call. */
    static final int ARGUMENTS = 20;

    private Chunks() {}

    /**
     * A statement.
     *
     * @param weight how many kernel calls it is as long as
     */
    record Line(CodeBlock code, int weight) {}

    /**
     * Adds static methods that run the statements in order.
     *
     * @param name of the method that runs them all
     * @param parameters handed on to each
     */
    static void addAll(
            TypeSpec.Builder type,
            String name,
            CodeBlock documentation,
            List<ParameterSpec> parameters,
            List<CodeBlock> statements) {
        add(
                type,
                name,
                documentation,
                parameters,
                statements.stream().map(code -> new Line(code, 1)).toList());
    }

    /** As {@link #addAll}, for statements that may be longer than a kernel call. */
    static void add(
            TypeSpec.Builder type,
            String name,
            CodeBlock documentation,
            List<ParameterSpec> parameters,
            List<Line> statements) {
        List<Line> current = statements;
        int level = 0;
        while (weight(current) > STATEMENTS && current.size() > 1) {
            List<Line> calls = new ArrayList<>();
            String prefix = name + "Part".repeat(++level);
            for (int from = 0; from < current.size(); ) {
                int to = from + 1;
                while (to < current.size() && weight(current.subList(from, to + 1)) <= STATEMENTS) {
                    to++;
                }
                String part = prefix + (calls.size() + 1);
                type.addMethod(
                        method(part, parameters, current.subList(from, to)).build());
                calls.add(new Line(call(part, parameters), 1 + parameters.size() / ARGUMENTS));
                from = to;
            }
            current = calls;
        }
        type.addMethod(
                method(name, parameters, current).addJavadoc(documentation).build());
    }

    private static int weight(List<Line> lines) {
        return lines.stream().mapToInt(Line::weight).sum();
    }

    private static MethodSpec.Builder method(String name, List<ParameterSpec> parameters, List<Line> statements) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameters(parameters);
        statements.forEach(line -> method.addCode(line.code()));
        return method;
    }

    /** {@code forward(B, floats, weights);} */
    static CodeBlock call(String method, List<ParameterSpec> parameters) {
        String arguments = parameters.stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
        return CodeBlock.of("$N($L);\n", method, arguments);
    }
}
