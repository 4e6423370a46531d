package io.lamina.processor.op;

import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * {@code @Part}: a further result of the node that it reads.
 *
 * @param index which of that node's results
 */
public record PartLayer(int index) implements Layer {
    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        return Optional.of(in.results(0).get(index));
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        return g.results(0).get(index);
    }
}
