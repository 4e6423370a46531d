package io.lamina.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import io.lamina.processor.emit.Statement.Piece;
import io.lamina.processor.shape.Dim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What a method of several repetitions is told, and what that is in each of them. */
final class OutlinedParameters {
    private final NameAllocator names;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Parameter> parameters = new ArrayList<>();

    /**
     * One parameter.
     *
     * @param pieces what it is in each repetition
     */
    private record Parameter(ParameterSpec spec, List<Piece> pieces) {}

    /** None yet. */
    OutlinedParameters(NameAllocator names) {
        this.names = names;
    }

    /** As they are declared. */
    List<ParameterSpec> specs() {
        return parameters.stream().map(Parameter::spec).toList();
    }

    /** How many of the virtual machine's parameters they take. */
    int slots() {
        return parameters.stream()
                .mapToInt(parameter -> parameter.spec().type().equals(TypeName.LONG) ? 2 : 1)
                .sum();
    }

    /** The arguments for a repetition. */
    List<CodeBlock> arguments(int repetition) {
        return parameters.stream()
                .map(parameter -> argument(parameter.pieces().get(repetition)))
                .toList();
    }

    private static CodeBlock argument(Piece piece) {
        if (piece instanceof Piece.Array array) {
            return array.code();
        }
        return piece instanceof Piece.Offset offset ? offset.start() : ((Piece.Key) piece).code();
    }

    /** What stands in the method for a piece of each repetition: itself where they agree, else a parameter. */
    Piece common(List<Piece> pieces) {
        if (pieces.get(0) instanceof Piece.Array first) {
            boolean same = pieces.stream().allMatch(first::equals);
            return same && !first.isGiven() ? first : array(pieces, first);
        }
        if (pieces.get(0) instanceof Piece.Offset first) {
            boolean same = pieces.stream().allMatch(piece -> ((Piece.Offset) piece).startsAt(first));
            return same && first.base().isEmpty() ? first : offset(pieces, first);
        }
        if (pieces.get(0) instanceof Piece.Key first) {
            boolean same = pieces.stream().allMatch(first::equals);
            return same && first.base().isEmpty() ? first : key(pieces);
        }
        return pieces.get(0);
    }

    private Piece array(List<Piece> pieces, Piece.Array first) {
        return new Piece.Array(first.type(), known(pieces, () -> add(first.type(), numbered("array"), pieces)), true);
    }

    /** An offset from a parameter that is as far away in all repetitions, or from a new one. */
    private Piece offset(List<Piece> pieces, Piece.Offset first) {
        for (Parameter parameter : parameters) {
            Optional<Dim> distance = distance(pieces, parameter.pieces());
            if (distance.isPresent()) {
                return first.from(parameter.spec().name(), distance.get());
            }
        }
        boolean inOne =
                pieces.stream().allMatch(piece -> ((Piece.Offset) piece).array().equals(first.array()));
        String label = first.weight()
                .filter(weight -> inOne)
                .map(OutlinedParameters::camel)
                .orElseGet(() -> numbered(inOne ? first.array() : "place"));
        return first.from(add(TypeName.INT, label, pieces), Dim.of(0));
    }

    private static Optional<Dim> distance(List<Piece> pieces, List<Piece> from) {
        Optional<Dim> distance = Optional.empty();
        for (int i = 0; i < pieces.size(); i++) {
            Piece.Offset offset = (Piece.Offset) pieces.get(i);
            if (!(from.get(i) instanceof Piece.Offset start) || !offset.isMeasuredFrom(start)) {
                return Optional.empty();
            }
            Dim here = offset.from().minus(start.from());
            if (distance.isPresent() && !distance.get().equals(here)) {
                return Optional.empty();
            }
            distance = Optional.of(here);
        }
        return distance;
    }

    private Piece key(List<Piece> pieces) {
        return new Piece.Key(known(pieces, () -> add(TypeName.LONG, numbered("node"), pieces)), 0);
    }

    private String known(List<Piece> pieces, Supplier<String> otherwise) {
        return parameters.stream()
                .filter(parameter -> parameter.pieces().equals(pieces))
                .map(parameter -> parameter.spec().name())
                .findFirst()
                .orElseGet(otherwise);
    }

    private String add(TypeName type, String label, List<Piece> pieces) {
        String name = names.newName(label);
        parameters.add(new Parameter(ParameterSpec.builder(type, name).build(), pieces));
        return name;
    }

    /** {@code floats1}, and then {@code floats2}. */
    private String numbered(String label) {
        return label + numbers.merge(label, 1, Integer::sum);
    }

    /** {@code norm1Weight} for {@code body.3.norm1.weight}. */
    private static String camel(String weight) {
        return Names.camel(weight.replaceFirst("^(.*\\.)?\\d+\\.", ""));
    }
}
