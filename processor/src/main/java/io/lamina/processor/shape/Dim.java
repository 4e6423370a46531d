package io.lamina.processor.shape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A size: a number, a symbol, or a polynomial of both with floor division, in one normal form, so that two sizes are
 * equal exactly where their texts are.
 */
public final class Dim {
    private static final Monomial UNIT = new Monomial(List.of());

    /** The batch size; reserved, never written by users. */
    public static final Dim BATCH = symbol("B");

    public static final Dim ONE = of(1);

    /** Monomials, each a sorted list of atoms, and their coefficients, none of which is zero. */
    private final NavigableMap<Monomial, Long> terms;

    private record Monomial(List<Atom> atoms) implements Comparable<Monomial> {
        @Override
        public int compareTo(Monomial other) {
            int byDegree = Integer.compare(other.atoms.size(), atoms.size());
            return byDegree != 0 ? byDegree : atoms.toString().compareTo(other.atoms.toString());
        }

        Monomial times(Monomial other) {
            List<Atom> all = new ArrayList<>(atoms);
            all.addAll(other.atoms);
            Collections.sort(all);
            return new Monomial(List.copyOf(all));
        }
    }

    private Dim(NavigableMap<Monomial, Long> terms) {
        terms.values().removeIf(coefficient -> coefficient == 0);
        this.terms = terms;
    }

    public static Dim of(long value) {
        TreeMap<Monomial, Long> terms = new TreeMap<>();
        terms.put(UNIT, value);
        return new Dim(terms);
    }

    public static Dim symbol(String name) {
        return symbol(name, 1);
    }

    /** A symbol that is known to be a multiple of {@code divisor}. */
    public static Dim symbol(String name, long divisor) {
        return atom(new Atom.Symbol(name, divisor)).times(divisor);
    }

    private static Dim atom(Atom atom) {
        TreeMap<Monomial, Long> terms = new TreeMap<>();
        terms.put(new Monomial(List.of(atom)), 1L);
        return new Dim(terms);
    }

    public Dim plus(Dim other) {
        TreeMap<Monomial, Long> sum = new TreeMap<>(terms);
        other.terms.forEach((monomial, coefficient) -> sum.merge(monomial, coefficient, Math::addExact));
        return new Dim(sum);
    }

    public Dim plus(long value) {
        return plus(of(value));
    }

    public Dim minus(Dim other) {
        return plus(other.times(-1));
    }

    public Dim times(Dim other) {
        TreeMap<Monomial, Long> product = new TreeMap<>();
        terms.forEach((left, a) -> other.terms.forEach(
                (right, b) -> product.merge(left.times(right), Math.multiplyExact(a, b), Math::addExact)));
        return new Dim(product);
    }

    public Dim times(long factor) {
        return times(of(factor));
    }

    /** {@code floor(this / divisor)}; terms that divide evenly leave the bracket. */
    public Dim floorDiv(long divisor) {
        if (divisor < 1) {
            throw new IllegalArgumentException("divisor " + divisor + " is not positive");
        }
        TreeMap<Monomial, Long> even = new TreeMap<>();
        TreeMap<Monomial, Long> rest = new TreeMap<>();
        terms.forEach((monomial, coefficient) -> {
            boolean number = monomial.atoms.isEmpty();
            long out = number || coefficient % divisor == 0 ? Math.floorDiv(coefficient, divisor) : 0;
            even.put(monomial, out);
            rest.put(monomial, coefficient - out * divisor);
        });
        Dim remainder = new Dim(rest);
        if (remainder.isConstant()) {
            return new Dim(even);
        }
        return new Dim(even).plus(atom(new Atom.FloorDiv(remainder, divisor)));
    }

    public Dim ceilDiv(long divisor) {
        return plus(divisor - 1).floorDiv(divisor);
    }

    public boolean isConstant() {
        return terms.isEmpty() || (terms.size() == 1 && terms.firstKey().atoms.isEmpty());
    }

    /** The number that this size is, where it is one. */
    public Optional<Long> constant() {
        return isConstant()
                ? Optional.of(terms.isEmpty() ? 0L : terms.firstEntry().getValue())
                : Optional.empty();
    }

    /** The number that this size is; for places that have checked it. */
    public int asInt() {
        return Math.toIntExact(
                constant().orElseThrow(() -> new IllegalStateException("size " + this + " is not a number")));
    }

    public boolean is(long value) {
        return constant().filter(v -> v == value).isPresent();
    }

    public long evaluate(ToLongFunction<String> symbols) {
        long sum = 0;
        for (Map.Entry<Monomial, Long> term : terms.entrySet()) {
            long product = term.getValue();
            for (Atom atom : term.getKey().atoms) {
                product = Math.multiplyExact(product, atom.evaluate(symbols));
            }
            sum = Math.addExact(sum, product);
        }
        return sum;
    }

    /** This size divided by a factor that every term holds, where it does: {@code B*T*8} without {@code B}. */
    public Optional<Dim> without(String symbol) {
        TreeMap<Monomial, Long> quotient = new TreeMap<>();
        for (Map.Entry<Monomial, Long> term : terms.entrySet()) {
            List<Atom> atoms = new ArrayList<>(term.getKey().atoms);
            if (!atoms.remove(new Atom.Symbol(symbol, 1))) {
                return Optional.empty();
            }
            quotient.put(new Monomial(List.copyOf(atoms)), term.getValue());
        }
        return Optional.of(new Dim(quotient));
    }

    /**
     * This size with others in place of its symbols.
     *
     * @param sizes what a symbol stands for; empty where it stays. A symbol that is counted in units of a divisor stands for a
     *     multiple of it
     */
    public Dim substitute(Function<String, Optional<Dim>> sizes) {
        Dim sum = of(0);
        for (Map.Entry<Monomial, Long> term : terms.entrySet()) {
            Dim product = of(term.getValue());
            for (Atom atom : term.getKey().atoms) {
                product = product.times(substitute(atom, sizes));
            }
            sum = sum.plus(product);
        }
        return sum;
    }

    private static Dim substitute(Atom atom, Function<String, Optional<Dim>> sizes) {
        if (atom instanceof Atom.FloorDiv division) {
            return division.dividend().substitute(sizes).floorDiv(division.divisor());
        }
        Atom.Symbol symbol = (Atom.Symbol) atom;
        return sizes.apply(symbol.name())
                .map(size -> size.floorDiv(symbol.unit()))
                .orElse(atom(atom));
    }

    /** The name of the symbol that this size is, where it is one and nothing else. */
    public Optional<String> symbol() {
        Set<String> names = symbols();
        boolean bare = names.size() == 1
                && terms.size() == 1
                && terms.firstKey().atoms.size() == 1
                && terms.firstKey().atoms.get(0) instanceof Atom.Symbol symbol
                && terms.firstEntry().getValue() == symbol.unit();
        return bare ? names.stream().findFirst() : Optional.empty();
    }

    /** The names of all symbols in this size, sorted. */
    public Set<String> symbols() {
        Set<String> names = new TreeSet<>();
        for (Monomial monomial : terms.keySet()) {
            for (Atom atom : monomial.atoms) {
                if (atom instanceof Atom.Symbol symbol) {
                    names.add(symbol.name());
                } else if (atom instanceof Atom.FloorDiv division) {
                    names.addAll(division.dividend().symbols());
                }
            }
        }
        return names;
    }

    boolean isSingleTerm() {
        return terms.size() <= 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dim dim && terms.equals(dim.terms);
    }

    @Override
    public int hashCode() {
        return terms.hashCode();
    }

    /** The size as a user would write it and as Java computes it: {@code 2*T + 1}, {@code T/2}, {@code (T + 1)/2}. */
    @Override
    public String toString() {
        if (terms.isEmpty()) {
            return "0";
        }
        StringBuilder text = new StringBuilder();
        terms.forEach((monomial, coefficient) -> {
            if (text.length() > 0) {
                text.append(coefficient < 0 ? " - " : " + ");
            } else if (coefficient < 0) {
                text.append('-');
            }
            text.append(term(monomial, Math.abs(coefficient)));
        });
        return text.toString();
    }

    private static String term(Monomial monomial, long coefficient) {
        long factor = coefficient;
        List<String> parts = new ArrayList<>();
        String quotient = "";
        for (Atom atom : monomial.atoms) {
            String part = atom.toString();
            if (atom instanceof Atom.Symbol symbol && symbol.unit() > 1) {
                if (factor % symbol.unit() == 0) {
                    factor /= symbol.unit();
                    part = symbol.name();
                } else if (symbol.unit() % factor == 0 && monomial.atoms.size() == 1) {
                    quotient = "/" + symbol.unit() / factor;
                    factor = 1;
                    part = symbol.name();
                } else {
                    part = "(" + part + ")";
                }
            } else if (atom instanceof Atom.FloorDiv && (monomial.atoms.size() > 1 || factor != 1)) {
                part = "(" + part + ")";
            }
            parts.add(part);
        }
        if (factor != 1 || parts.isEmpty()) {
            parts.add(0, Long.toString(factor));
        }
        return String.join("*", parts) + quotient;
    }
}
