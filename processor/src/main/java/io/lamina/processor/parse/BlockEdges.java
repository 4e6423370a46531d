package io.lamina.processor.parse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * What the methods of a block read, and their order, for blocks of which there is only a class file: it holds no names of
 * parameters. They stand as a constant in a class that is generated beside the block, {@code "x();conv1(x);sum(x,conv1)"}.
 */
public final class BlockEdges {
    /** What the generated class is called behind the block's name. */
    public static final String SUFFIX = "Edges";

    /** The constant in it. */
    public static final String CONSTANT = "EDGES";

    /** No such class. */
    static final BlockEdges NONE = new BlockEdges(Map.of());

    private final Map<String, List<String>> parameters;

    private BlockEdges(Map<String, List<String>> parameters) {
        this.parameters = new LinkedHashMap<>(parameters);
    }

    /** The constant's value for a block that is read from source. */
    static String text(Collection<ExecutableElement> methods) {
        return methods.stream()
                .map(method -> method.getSimpleName()
                        + method.getParameters().stream()
                                .map(VariableElement::getSimpleName)
                                .collect(Collectors.joining(",", "(", ")")))
                .collect(Collectors.joining(";"));
    }

    /** What the class beside a block says, if there is one. */
    static BlockEdges of(TypeElement block, Elements elements) {
        String packageName = elements.getPackageOf(block).getQualifiedName().toString();
        String name = (packageName.isEmpty() ? "" : packageName + ".") + className(block);
        return Optional.ofNullable(elements.getTypeElement(name)).stream()
                .flatMap(type -> ElementFilter.fieldsIn(type.getEnclosedElements()).stream())
                .filter(field -> field.getSimpleName().contentEquals(CONSTANT))
                .map(VariableElement::getConstantValue)
                .filter(String.class::isInstance)
                .map(text -> parse((String) text))
                .findFirst()
                .orElse(NONE);
    }

    /** {@code ResidualEdges}. */
    static String className(TypeElement block) {
        return ModelParser.joinedName(block) + SUFFIX;
    }

    private static BlockEdges parse(String text) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String method : text.split(";")) {
            int open = method.indexOf('(');
            if (open > 0 && method.endsWith(")")) {
                String inside = method.substring(open + 1, method.length() - 1);
                parameters.put(method.substring(0, open), inside.isEmpty() ? List.of() : List.of(inside.split(",")));
            }
        }
        return new BlockEdges(parameters);
    }

    /** Whether it speaks of exactly these methods. */
    boolean matches(Collection<ExecutableElement> methods) {
        return methods.size() == parameters.size()
                && methods.stream()
                        .allMatch(method -> parameters
                                        .getOrDefault(method.getSimpleName().toString(), List.of("?", "?"))
                                        .size()
                                == method.getParameters().size());
    }

    /** The methods in the order of the source. */
    Collection<ExecutableElement> sorted(Collection<ExecutableElement> methods) {
        if (!matches(methods)) {
            return methods;
        }
        List<String> order = new ArrayList<>(parameters.keySet());
        return methods.stream()
                .sorted((a, b) -> Integer.compare(
                        order.indexOf(a.getSimpleName().toString()),
                        order.indexOf(b.getSimpleName().toString())))
                .toList();
    }

    /** What a method reads at a position, where it is known. */
    Optional<String> source(ExecutableElement method, int position) {
        List<String> names = parameters.getOrDefault(method.getSimpleName().toString(), List.of());
        return names.size() == method.getParameters().size() ? Optional.of(names.get(position)) : Optional.empty();
    }
}
