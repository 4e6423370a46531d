package io.lamina.processor.shape;

import java.util.function.ToLongFunction;

/** What a polynomial of sizes is built from besides numbers: a symbol, or a floor division that does not come out even. */
sealed interface Atom extends Comparable<Atom> {
    long evaluate(ToLongFunction<String> symbols);

    @Override
    default int compareTo(Atom other) {
        return toString().compareTo(other.toString());
    }

    /**
     * A named size, counted in units of a known divisor: where {@code H % 8 == 0} is declared, {@code H} is eight times
     * the atom {@code H/8}, so that halving and doubling it cancel.
     */
    record Symbol(String name, long unit) implements Atom {
        @Override
        public long evaluate(ToLongFunction<String> symbols) {
            return symbols.applyAsLong(name) / unit;
        }

        @Override
        public String toString() {
            return unit == 1 ? name : name + "/" + unit;
        }
    }

    /** {@code floor(dividend / divisor)}, kept where nothing is known that makes it even. */
    record FloorDiv(Dim dividend, long divisor) implements Atom {
        @Override
        public long evaluate(ToLongFunction<String> symbols) {
            return Math.floorDiv(dividend.evaluate(symbols), divisor);
        }

        @Override
        public String toString() {
            String text = dividend.toString();
            boolean bare = dividend.isSingleTerm() && !text.startsWith("-");
            return (bare ? text : "(" + text + ")") + "/" + divisor;
        }
    }
}
