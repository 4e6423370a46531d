package io.lamina.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes the calls of a pass, those of a repeated block once: consecutive repetitions whose calls agree but for the places of
 * tensors become one method, called for each with its places. Offsets in one array that always differ by the same number share
 * a parameter. As LLVM's {@code IROutliner}, but it knows from the nodes' paths where to look.
 *
 * <pre>{@code
 * // body.1
 * bodyForward(B, image, …, DigitsParameters.BODY_1_CONV1_WEIGHT, 1024*B + 16);
 * }</pre>
 */
final class Outliner {
    /** The calls that a method must save to be worth one. */
    private static final int LEAST_SAVED = 3;

    /** The most parameters: the Java virtual machine allows 255, with two for a long. */
    private static final int MOST_PARAMETERS = 200;

    private final TypeSpec.Builder type;
    private final NameAllocator locals;
    private final Repeats repeats;
    private final Set<String> methods = new HashSet<>();

    /** Writes into a class. */
    Outliner(TypeSpec.Builder type, NameAllocator locals, Repeats repeats) {
        this.type = type;
        this.locals = locals;
        this.repeats = repeats;
    }

    /** Adds a method that runs the calls in order, and those that it calls. */
    void add(String pass, List<ParameterSpec> parameters, List<Statement> statements) {
        List<Chunks.Line> lines = switch (repeats) {
            case ONCE -> lines(pass, parameters, statements, 0);
            case EACH -> statements.stream().map(this::line).toList();
        };
        Chunks.add(type, pass, CodeBlock.of(""), parameters, lines);
    }

    /** With the parameters of the pass; a method that is outlined has all others of its own. */
    private List<Chunks.Line> lines(
            String pass, List<ParameterSpec> parameters, List<Statement> statements, int depth) {
        List<Chunks.Line> lines = new ArrayList<>();
        for (int from = 0; from < statements.size(); ) {
            Optional<Repetition> here = Repetition.of(statements.get(from).node(), depth);
            int to = from + 1;
            if (here.isEmpty()) {
                lines.add(line(statements.get(from)));
            } else {
                String path = here.get().path();
                while (to < statements.size() && isIn(path, statements.get(to), depth)) {
                    to++;
                }
                lines.addAll(repetitions(pass, parameters, segments(statements.subList(from, to), depth), depth));
            }
            from = to;
        }
        return lines;
    }

    private Chunks.Line line(Statement statement) {
        return new Chunks.Line(statement.code(locals.get("member")), 1);
    }

    private static boolean isIn(String path, Statement statement, int depth) {
        return Repetition.of(statement.node(), depth)
                .filter(repetition -> repetition.path().equals(path))
                .isPresent();
    }

    /** The calls of one repetition each, as far as they stand together. */
    private static List<List<Statement>> segments(List<Statement> statements, int depth) {
        List<List<Statement>> segments = new ArrayList<>();
        int last = -1;
        for (Statement statement : statements) {
            int index = Repetition.of(statement.node(), depth).orElseThrow().index();
            if (index != last) {
                segments.add(new ArrayList<>());
                last = index;
            }
            segments.get(segments.size() - 1).add(statement);
        }
        return segments;
    }

    private List<Chunks.Line> repetitions(
            String pass, List<ParameterSpec> parameters, List<List<Statement>> segments, int depth) {
        List<String> patterns = segments.stream().map(Outliner::pattern).toList();
        List<Chunks.Line> lines = new ArrayList<>();
        for (int from = 0; from < segments.size(); ) {
            int to = from + 1;
            while (to < segments.size() && patterns.get(to).equals(patterns.get(from))) {
                to++;
            }
            boolean worthIt = (to - from - 1) * segments.get(from).size() >= LEAST_SAVED;
            Optional<OutlinedMethod> method = worthIt
                    ? Optional.of(new OutlinedMethod(
                                    segments.subList(from, to), prefixes(segments.subList(from, to), depth), locals))
                            .filter(made ->
                                    parameters.size() + made.parameters().slots() <= MOST_PARAMETERS)
                    : Optional.empty();
            if (method.isPresent()) {
                lines.addAll(outline(pass, parameters, segments.subList(from, to), method.get(), depth));
            } else {
                for (List<Statement> segment : segments.subList(from, to)) {
                    lines.addAll(lines(pass, parameters, segment, depth + 1));
                }
            }
            from = to;
        }
        return lines;
    }

    private static List<String> prefixes(List<List<Statement>> segments, int depth) {
        return segments.stream().map(segment -> prefix(segment.get(0), depth)).toList();
    }

    /** The path of a repetition in the method that its calls stand in. */
    private static String prefix(Statement statement, int depth) {
        String path = Repetition.of(statement.node(), depth).orElseThrow().prefix();
        return depth == 0
                ? path
                : path.substring(Repetition.of(statement.node(), depth - 1)
                                .orElseThrow()
                                .prefix()
                                .length()
                        + 1);
    }

    private static String pattern(List<Statement> segment) {
        return segment.stream().map(Statement::pattern).collect(Collectors.joining("\n"));
    }

    private List<Chunks.Line> outline(
            String pass,
            List<ParameterSpec> parameters,
            List<List<Statement>> segments,
            OutlinedMethod method,
            int depth) {
        List<Repetition> repetitions = segments.stream()
                .map(segment -> Repetition.of(segment.get(0).node(), depth).orElseThrow())
                .toList();
        String name =
                newName(repetitions.get(0).camel() + pass.substring(0, 1).toUpperCase(Locale.ROOT) + pass.substring(1));
        List<ParameterSpec> all = new ArrayList<>(parameters);
        all.addAll(method.parameters().specs());
        CodeBlock documentation = CodeBlock.of(
                "{@code $L} and its like, up to {@code $L}: what differs is where things lie.\n",
                repetitions.get(0).prefix(),
                repetitions.get(repetitions.size() - 1).prefix());
        Chunks.add(type, name, documentation, all, lines(pass, parameters, method.statements(), depth + 1));
        List<Chunks.Line> calls = new ArrayList<>();
        String passed = parameters.stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
        for (int i = 0; i < segments.size(); i++) {
            CodeBlock arguments = method.parameters().arguments(i).stream()
                    .map(argument -> CodeBlock.of(", $L", argument))
                    .collect(CodeBlock.joining(""));
            calls.add(new Chunks.Line(
                    CodeBlock.of("// $L\n$N($L$L);\n", prefix(segments.get(i).get(0), depth), name, passed, arguments),
                    1 + all.size() / Chunks.ARGUMENTS));
        }
        return calls;
    }

    private String newName(String wanted) {
        String name = wanted;
        for (int i = 2; !methods.add(name); i++) {
            name = wanted + i;
        }
        return name;
    }
}
