package io.lamina.processor.op;

import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @Softmax}: over the last dimension, in either convention. */
public record SoftmaxLayer() implements Layer {
    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        boolean fits = Checks.floats(in, 0, report) && Checks.rank(in, 0, 1, "classes", report);
        return fits ? Optional.of(in.type(0)) : Optional.empty();
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        return g.add(new Softmax(), in.get(0));
    }
}
