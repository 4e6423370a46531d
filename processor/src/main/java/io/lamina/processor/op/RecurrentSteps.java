package io.lamina.processor.op;

import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Streamed;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** What a recurrence becomes in a session: the same over the newest steps, from the state that the last call has left. */
final class RecurrentSteps {
    private RecurrentSteps() {}

    /**
     * Adds it.
     *
     * @param first the index of the first input that may be missing
     * @param units of the state
     * @param cell whether there is a cell beside the state: its final value is result 2, as the state's is result 1
     * @param op makes the primitive
     */
    static Optional<List<Value>> of(
            Streamed s,
            RecurrentOptions options,
            int first,
            int units,
            boolean cell,
            Function<RecurrentOptions, Primitive> op) {
        if (options.reverse() || options.lengths()) {
            return Optional.empty();
        }
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < first; i++) {
            inputs.add(s.input(i));
        }
        Shape sums = s.type(0).shape();
        TensorType last = TensorType.f32(sums.leading(2).append(Dim.of(units)));
        Value state = memory(s, "state", options.stateInput(first), last);
        inputs.add(state);
        if (cell) {
            inputs.add(memory(s, "cell", options.cellInput(first), last));
        }
        RecurrentOptions going = new RecurrentOptions(false, true, cell, false);
        List<Value> results = s.makeAll(op.apply(going), inputs.toArray(new Value[0]));
        s.make(new StateOps.Store(), state, results.get(1));
        if (cell) {
            s.make(new StateOps.Store(), inputs.get(first + 1), results.get(2));
        }
        return Optional.of(results);
    }

    private static Value memory(Streamed s, String name, OptionalInt initial, TensorType type) {
        return initial.isPresent() ? s.state(name, initial.getAsInt()) : s.state(name, type);
    }
}
