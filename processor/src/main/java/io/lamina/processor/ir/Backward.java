package io.lamina.processor.ir;

import io.lamina.processor.shape.TensorType;
import java.util.Optional;

/** One step of the reverse walk: what a primitive's gradient rule reads and writes. */
public interface Backward {
    Value input(int i);

    Value result(int k);

    /** The gradient of the loss with respect to result {@code k}; absent where no loss depends on it. */
    Optional<Value> grad(int k);

    /** Whether anybody wants the gradient with respect to input {@code i}. */
    boolean needs(int i);

    /** Adds a primitive with one result to the graph. */
    Value make(Primitive op, Value... inputs);

    /** Adds a primitive with several results. */
    java.util.List<Value> makeAll(Primitive op, Value... inputs);

    /** Adds to the gradient with respect to input {@code i}. */
    void give(int i, Value gradient);

    default TensorType type(int i) {
        return input(i).type();
    }
}
