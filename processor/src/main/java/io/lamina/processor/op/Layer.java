package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** What a user names: attributes, the shape rule with its messages, weights, and how it becomes primitives. */
public interface Layer {
    /** Makes a layer from what the user wrote. */
    interface Factory {
        Layer create(Attributes attributes, Convention convention);
    }

    /** How many tensors it reads. */
    Arity arity();

    /** Reports what is wrong with the attributes alone. */
    default void check(NodeReport report) {}

    /** The type of one sample of the result, or nothing where the inputs do not fit, which is reported. */
    Optional<TensorType> shape(Inputs in, NodeReport report);

    /** The weights it owns, for inputs that fit. */
    default List<Weight> weights(Inputs in) {
        return List.of();
    }

    /** Adds its primitives. */
    Value lower(Lowering g, List<Value> in);

    /** Whether the result is a loss: a scalar that training makes small. */
    default boolean isLoss() {
        return false;
    }

    /** The index of an input that must hold raw scores, for losses that apply softmax or sigmoid themselves. */
    default Optional<Integer> scores() {
        return Optional.empty();
    }

    /** Names of further numbers that training reports for it, such as {@code accuracy}. */
    default List<String> metrics() {
        return List.of();
    }
}
