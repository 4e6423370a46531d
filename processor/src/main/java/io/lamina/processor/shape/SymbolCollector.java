package io.lamina.processor.shape;

import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.Diagnostic;
import io.lamina.processor.diagnostic.Origin;
import io.lamina.processor.diagnostic.Report;
import io.lamina.processor.diagnostic.Suggestions;
import io.lamina.processor.shape.Symbols.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks the shape texts of one model and makes the table of its symbols. Inputs come first, since they introduce the
 * symbols; then come assertions and reshapes, which may use no others.
 */
public final class SymbolCollector {
    private final Map<String, Integer> constants;
    private final Report report;
    private final Map<String, Fact> lowers = new LinkedHashMap<>();
    private final Map<String, Fact> uppers = new LinkedHashMap<>();
    private final Map<String, Fact> divisors = new LinkedHashMap<>();
    private final Map<String, Fact> introductions = new LinkedHashMap<>();

    private boolean complete;

    /** Something said about a symbol, and where. */
    private record Fact(long value, String node, Origin origin) {}

    /**
     * @param complete whether all inputs of the model are there to introduce their symbols; otherwise no symbol counts as
     *     unknown
     */
    public SymbolCollector(Map<String, Integer> constants, boolean complete, Report report) {
        this.constants = constants;
        this.complete = complete;
        this.report = report;
    }

    /**
     * Reads the shape of an input.
     *
     * @return whether it is well-formed; what is wrong is reported
     */
    public boolean introduce(String node, String text, Origin origin) {
        List<Constraint> constraints = new ArrayList<>();
        Optional<Shape> shape = parse(node, text, origin, constraints);
        if (shape.isEmpty()) {
            complete = false;
            return false;
        }
        for (Dim size : shape.get().dims()) {
            size.symbols().forEach(symbol -> introductions.putIfAbsent(symbol, new Fact(0, node, origin)));
        }
        boolean agrees = true;
        for (Constraint c : constraints) {
            agrees &= record(lowers, "at least", c.symbol(), new Fact(c.lower(), node, origin));
            agrees &= record(uppers, "at most", c.symbol(), new Fact(c.upper(), node, origin));
            agrees &= record(divisors, "a multiple of", c.symbol(), new Fact(c.divisor(), node, origin));
        }
        return agrees;
    }

    /**
     * Reads a shape that uses symbols, once all inputs are read.
     *
     * @return whether it is well-formed; what is wrong is reported
     */
    public boolean use(String node, String text, Origin origin) {
        Optional<Shape> shape = parse(node, text, origin, new ArrayList<>());
        if (shape.isEmpty()) {
            return false;
        }
        for (Dim size : shape.get().dims()) {
            for (String symbol : size.symbols()) {
                if (complete && !introductions.containsKey(symbol)) {
                    reportUnknown(node, text, symbol, origin);
                    return false;
                }
            }
        }
        return true;
    }

    /** Tells that a text was left out that may introduce symbols: from here on none counts as unknown. */
    public void assumeMore() {
        complete = false;
    }

    /** The table of all symbols so far. */
    public Symbols symbols() {
        Map<String, Symbol> table = new LinkedHashMap<>();
        introductions.forEach((name, first) -> {
            Fact none = new Fact(0, first.node(), first.origin());
            long upper = uppers.getOrDefault(name, none).value();
            table.put(
                    name,
                    new Symbol(
                            name,
                            Math.max(1, lowers.getOrDefault(name, none).value()),
                            upper == 0 ? Integer.MAX_VALUE : upper,
                            Math.max(1, divisors.getOrDefault(name, none).value()),
                            first.node(),
                            first.origin()));
        });
        return new Symbols(constants, table);
    }

    private Optional<Shape> parse(String node, String text, Origin origin, List<Constraint> constraints) {
        try {
            return Optional.of(new ShapeParser(constants, Dim::symbol, constraints::add).parse(text));
        } catch (MalformedShapeException e) {
            report.add(new Diagnostic(
                    e.code(),
                    origin,
                    node + ": the shape \"" + text + "\" " + e.getMessage() + ".",
                    List.of(text, e.carets()),
                    e.remedy()));
            return Optional.empty();
        }
    }

    private boolean record(Map<String, Fact> facts, String relation, String symbol, Fact said) {
        if (said.value() == 0) {
            return true;
        }
        Fact known = facts.putIfAbsent(symbol, said);
        if (known == null || known.value() == said.value()) {
            return true;
        }
        report.add(
                Code.ConflictingBounds,
                said.origin(),
                said.node() + ": the symbol " + symbol + " is " + relation + " " + said.value() + " here but "
                        + relation + " " + known.value() + " in " + known.node() + ".",
                "A symbol is one size in the whole model: bound it once, or give the two sizes two names.");
        return false;
    }

    private void reportUnknown(String node, String text, String symbol, Origin origin) {
        List<String> known = new ArrayList<>(introductions.keySet());
        known.addAll(constants.keySet());
        report.add(
                Code.UnknownSymbol,
                origin,
                node + ": no input introduces the symbol " + symbol + " of the shape \"" + text + "\"."
                        + Suggestions.didYouMean(symbol, known),
                "A symbol stands in the shape of an @Input, or is an int constant of the interface.");
    }
}
