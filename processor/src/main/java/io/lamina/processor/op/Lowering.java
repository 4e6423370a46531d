package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Value;
import java.util.List;
import java.util.Optional;

/** What a layer lowers itself with: one mode's graph, and the layer's own weights. */
public interface Lowering {
    Mode mode();

    Convention convention();

    /** Whether the node's weights are kept as they are. */
    boolean frozen();

    /** The declared node's name. */
    String node();

    /** The layer's weight with this suffix. */
    Value weight(String suffix);

    /** The input with this role, where the user gives one. */
    Optional<Value> role(String name);

    /** All results of the node that is read as input {@code i}. */
    List<Value> results(int i);

    Value add(Primitive op, Value... inputs);

    List<Value> addAll(Primitive op, Value... inputs);

    /** Reports a number of a step, such as the share of right answers. */
    void metric(String name, Value value);

    /** A tensor whose last three dimensions are in the model's convention, with channels last. */
    default Value channelsLast(Value value) {
        return convention() == Convention.KERAS ? value : add(Transpose.lastThree(value.type(), 1, 2, 0), value);
    }

    /** The way back of {@link #channelsLast}. */
    default Value toConvention(Value value) {
        return convention() == Convention.KERAS ? value : add(Transpose.lastThree(value.type(), 2, 0, 1), value);
    }
}
