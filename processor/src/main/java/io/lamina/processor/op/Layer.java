package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a user names: attributes, the shape rule with its messages, weights, and how it becomes primitives. */
public interface Layer {
    /** Makes a layer from what the user wrote. */
    interface Factory {
        Layer create(Attributes attributes, Convention convention);
    }

    /** How many tensors it reads by position: those with a role are not counted. */
    Arity arity();

    /** Reports what is wrong with the attributes alone. */
    default void check(NodeReport report) {}

    /** The type of one sample of the result, or nothing where the inputs do not fit, which is reported. */
    Optional<TensorType> shape(Inputs in, NodeReport report);

    /** The types of all its results, in the order of {@link #parts}. */
    default Optional<List<TensorType>> shapes(Inputs in, NodeReport report) {
        return shape(in, report).map(List::of);
    }

    /** The roles that {@code @As} may give an input beside those by position, such as {@code mask}. */
    default List<String> roles() {
        return List.of();
    }

    /** The names of its results; none where it has one alone. See {@link LayerWithParts}. */
    default List<String> parts() {
        return List.of();
    }

    /**
     * The layer with sizes in place of a block's symbols, for those that have shapes of their own.
     *
     * @param sizes what the symbols stand for in this use of the block
     */
    default Layer bound(UnaryOperator<Shape> sizes) {
        return this;
    }

    /** The weights it owns, for inputs that fit. */
    default List<Weight> weights(Inputs in) {
        return List.of();
    }

    /** Adds its primitives. */
    Value lower(Lowering g, List<Value> in);

    /** Adds its primitives and gives all results, in the order of {@link #parts}. */
    default List<Value> lowerAll(Lowering g, List<Value> in) {
        return List.of(lower(g, in));
    }

    /** Whether the result is a loss: a scalar that training makes small. */
    default boolean isLoss() {
        return false;
    }

    /** The inputs that must hold raw scores, for losses that apply softmax or sigmoid themselves. */
    default List<Integer> scores() {
        return List.of();
    }

    /** Names of further numbers that training reports for it, such as {@code accuracy}. */
    default List<String> metrics() {
        return List.of();
    }
}
