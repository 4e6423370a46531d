package io.lamina.processor.op;

import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * An {@code @Input} of a block where it is applied: what it reads, once its shape fits.
 *
 * @param declared the type that the block declares, in which symbols stand for whatever sizes come
 * @param first in a second or later repetition, the node that stands for this input in the first, whose shape it keeps
 */
public record BlockInputLayer(TensorType declared, Optional<String> first) implements Layer {
    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        return Optional.of(in.type(0));
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        return in.get(0);
    }
}
