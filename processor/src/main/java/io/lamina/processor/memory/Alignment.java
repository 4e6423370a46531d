package io.lamina.processor.memory;

import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Symbols;

/** How much memory a tensor takes: as many elements as it has, up to the end of a cache line. */
final class Alignment {
    /** A cache line of floats. */
    private static final long ELEMENTS = 16;

    private Alignment() {}

    /** The elements of a size without the batch, at the bounds of its symbols. */
    static long rounded(Dim size, Symbols symbols) {
        long elements = size.evaluate(symbol -> symbols.get(symbol).upper());
        return (elements + ELEMENTS - 1) / ELEMENTS * ELEMENTS;
    }
}
