package io.lamina.processor.shape;

import io.lamina.processor.diagnostic.Origin;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The symbolic sizes of one model, as its inputs introduce them, and the constants that shape texts may name. A symbol is
 * one value in the whole model.
 */
public final class Symbols {
    /** A model without symbols and constants. */
    public static final Symbols NONE = new Symbols(Map.of(), Map.of());

    private final Map<String, Integer> constants;
    private final Map<String, Symbol> table;

    /**
     * One symbol.
     *
     * @param lower the least size, 1 where nothing else is said
     * @param upper the greatest size, {@code Integer.MAX_VALUE} where nothing else is said
     * @param divisor what the size is a multiple of, 1 where nothing else is said
     * @param node the input that introduced it
     * @param origin where
     */
    public record Symbol(String name, long lower, long upper, long divisor, String node, Origin origin) {}

    Symbols(Map<String, Integer> constants, Map<String, Symbol> table) {
        this.constants = Map.copyOf(constants);
        this.table = new TreeMap<>(table);
    }

    /** Constants alone. */
    public static Symbols of(Map<String, Integer> constants) {
        return new Symbols(constants, Map.of());
    }

    /** The names of all symbols, sorted. */
    public Set<String> names() {
        return Collections.unmodifiableSet(table.keySet());
    }

    public boolean contains(String name) {
        return table.containsKey(name);
    }

    public Symbol get(String name) {
        Symbol symbol = table.get(name);
        if (symbol == null) {
            throw new IllegalArgumentException("no input introduces the symbol " + name);
        }
        return symbol;
    }

    /** A symbol as a size that knows its divisor. */
    public Dim dim(String name) {
        return contains(name) ? Dim.symbol(name, get(name).divisor()) : Dim.symbol(name);
    }

    /** What a size is at least, provided that it grows with its symbols. */
    public long least(Dim size) {
        return size.evaluate(name -> {
            Symbol symbol = get(name);
            return (symbol.lower() + symbol.divisor() - 1) / symbol.divisor() * symbol.divisor();
        });
    }

    /** The shape that a text stands for; texts of a parsed model are checked already, see {@link #check}. */
    public Shape shape(String text) {
        try {
            return check(text);
        } catch (MalformedShapeException e) {
            throw new IllegalArgumentException("the shape \"" + text + "\" " + e.getMessage(), e);
        }
    }

    /** The shape that a text stands for, or what is wrong with it. */
    public Shape check(String text) throws MalformedShapeException {
        return new ShapeParser(constants, this::dim, constraint -> {}).parse(text);
    }
}
