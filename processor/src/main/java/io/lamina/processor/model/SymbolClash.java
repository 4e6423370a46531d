package io.lamina.processor.model;

import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.op.Inputs;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.Symbols;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two inputs of a node that do not fit because each has a symbolic size that the other has not: nearly always one length that was
 * given two names.
 *
 * @param first a symbol of the first of them
 * @param second a symbol of the second
 */
record SymbolClash(Symbols.Symbol first, Symbols.Symbol second) {
    private static final Set<Code> MISFITS = Set.of(Code.CannotAdd, Code.CannotConcat, Code.LabelsDoNotFit);

    /** The clash behind a message of this code, where there is one. */
    static Optional<SymbolClash> of(Code code, Inputs in, Symbols symbols) {
        for (int i = 0; MISFITS.contains(code) && i < in.count(); i++) {
            for (int j = i + 1; j < in.count(); j++) {
                Optional<String> first = without(in.shape(i), in.shape(j));
                Optional<String> second = without(in.shape(j), in.shape(i));
                if (first.isPresent() && second.isPresent()) {
                    return Optional.of(new SymbolClash(symbols.get(first.get()), symbols.get(second.get())));
                }
            }
        }
        return Optional.empty();
    }

    /** A symbol of a shape that another one lacks. */
    private static Optional<String> without(Shape shape, Shape other) {
        Set<String> names = symbols(shape);
        names.removeAll(symbols(other));
        return names.stream().findFirst();
    }

    private static Set<String> symbols(Shape shape) {
        Set<String> names = new TreeSet<>();
        shape.dims().forEach(dim -> names.addAll(dim.symbols()));
        return names;
    }

    /** Where both come from: {@code T comes from words, S from answers}. */
    String origins() {
        return first.name() + " comes from " + first.node() + ", " + second.name() + " from " + second.node();
    }

    String remedy() {
        return "If both are always the same, write " + first.name() + " in " + second.node() + ", too; otherwise "
                + "nothing says that they fit.";
    }
}
