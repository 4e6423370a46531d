package io.lamina.processor.ir;

import java.util.Objects;

/**
 * A value that leaves the graph.
 *
 * @param kind where it goes
 * @param name the output's, metric's or parameter's name
 */
public record Output(Kind kind, String name, Value value) {
    /** Where a value goes. */
    public enum Kind {
        /** To the caller: a result of prediction. */
        RESULT,
        /** To the metrics of a step. */
        METRIC,
        /** To the flat array of gradients. */
        GRADIENT
    }

    public Output {
        Objects.requireNonNull(value);
    }

    Output with(Value other) {
        return new Output(kind, name, other);
    }
}
