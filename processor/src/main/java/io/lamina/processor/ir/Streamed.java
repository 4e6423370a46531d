package io.lamina.processor.ir;

import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.TensorType;
import java.util.List;

/**
 * One primitive of a model that is run step by step, see {@link Primitive#stream}. Along the streamed dimension a tensor then holds
 * the newest steps alone: as many as the symbol counts in that call.
 */
public interface Streamed {
    /** Input {@code i}: its newest steps, or all of it where it does not depend on time. */
    Value input(int i);

    /** Whether input {@code i} changes with time. */
    boolean isStreamed(int i);

    /** The name of the streamed symbol; as a size, the number of newest steps. */
    String time();

    /** The most steps that may come in all: the symbol's bound. */
    Dim capacity();

    /** Memory that lives from call to call, zero at first. The type's batch may be symbolic, time may not. */
    Value state(String name, TensorType type);

    /** Memory that begins with input {@code i}, which does not change with time. */
    Value state(String name, int i);

    /** Adds a primitive with one result. */
    Value make(Primitive op, Value... inputs);

    /** Adds a primitive with several results. */
    List<Value> makeAll(Primitive op, Value... inputs);

    /** The same primitive once more, on the newest steps. */
    List<Value> again();

    default TensorType type(int i) {
        return input(i).type();
    }
}
