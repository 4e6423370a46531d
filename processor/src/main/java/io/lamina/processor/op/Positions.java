package io.lamina.processor.op;

import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Symbols;

/** How many positions a sequence may have: the size of its second-last dimension, symbols at their bounds. */
final class Positions {
    private Positions() {}

    /** The rank and types that a layer of positions needs. */
    static boolean fits(Inputs in, NodeReport report) {
        return Checks.floats(in, 0, report)
                && Checks.rank(in, 0, 2, "positions, features", report)
                && Checks.constant(in, 0, in.shape(0).dim(-1), "the last dimension", report);
    }

    /** The largest size that may come; an unbounded symbol, which is reported elsewhere, counts as 1. */
    static int bound(Dim size, Symbols symbols) {
        return Math.toIntExact(size.evaluate(name -> {
            long upper = symbols.get(name).upper();
            return upper == Integer.MAX_VALUE ? 1 : upper;
        }));
    }
}
