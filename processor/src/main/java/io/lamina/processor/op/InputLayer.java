package io.lamina.processor.op;

import io.lamina.processor.ir.Sources;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * A tensor that the caller gives.
 *
 * @param input the node's name
 * @param type the type of one sample
 */
public record InputLayer(String input, TensorType type) implements Layer {
    @Override
    public Arity arity() {
        return Arity.exactly(0);
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        return Optional.of(type);
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        Shape batched = type.shape().batched();
        return g.add(new Sources.Input(input, new TensorType(type.type(), batched)));
    }
}
