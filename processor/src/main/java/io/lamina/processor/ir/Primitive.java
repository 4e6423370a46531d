package io.lamina.processor.ir;

import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * What the compiler works on: typed results, a kernel, a slow reference in double, and a gradient made of other
 * primitives. Two primitives that are equal compute the same thing, so implementations are records.
 */
public interface Primitive {
    /** The name in printed graphs, such as {@code conv2d}. */
    String name();

    /** The types of the results for inputs of these types. */
    List<TensorType> results(List<TensorType> inputs);

    /** The obvious computation, in double; what generated code is tested against. */
    void reference(Reference r);

    /** The kernel calls that compute it; none where there is nothing to do: sources and views. */
    List<KernelCall> kernel(List<TensorType> inputs);

    /** Adds this primitive's part of the reverse walk. */
    default void gradient(Backward b) {
        throw new UnsupportedOperationException(name() + " is made after autodiff and has no gradient");
    }

    /**
     * Adds what computes the results for the newest steps of a session from the newest steps of its inputs and from what earlier calls
     * have kept, and gives them; nothing where that cannot be: a later step would change an earlier result. It is asked only of
     * primitives that mix steps: where each step follows from itself alone, the same primitive does.
     */
    default Optional<List<Value>> stream(Streamed s) {
        return Optional.empty();
    }

    /** Whether the kernel may write result {@code result} over input {@code input} where both have one size. */
    default boolean mayOverwrite(int result, int input) {
        return false;
    }

    /**
     * Computes the same of the elements at each index, whatever the index is, and may write its result over an input of equal size. Where
     * all inputs have one type, it gives the same in front of a transpose or a reshape as behind it.
     */
    interface Elementwise extends Primitive {
        @Override
        default boolean mayOverwrite(int result, int input) {
            return result == 0;
        }
    }

    /** The same elements under another shape: no work, and the result lies where the input lies. */
    interface View extends Primitive {
        @Override
        default List<KernelCall> kernel(List<TensorType> inputs) {
            return List.of();
        }

        @Override
        default void reference(Reference r) {
            System.arraycopy(r.input(0), 0, r.result(0), 0, r.result(0).length);
        }
    }

    /** Comes from outside the graph. */
    interface Source extends Primitive {
        @Override
        default List<KernelCall> kernel(List<TensorType> inputs) {
            return List.of();
        }

        @Override
        default void reference(Reference r) {
            throw new IllegalStateException(name() + " is given, not computed");
        }
    }

    /** Writes over one of its inputs, which is state; it is kept though nobody reads it. */
    interface Effect extends Primitive {
        /** Which input is overwritten. */
        int target();
    }
}
