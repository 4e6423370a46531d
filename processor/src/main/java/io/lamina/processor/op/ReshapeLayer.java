package io.lamina.processor.op;

import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * {@code @Reshape}: the same elements in another shape.
 *
 * @param shape the new shape of one sample
 */
public record ReshapeLayer(Shape shape) implements Layer {
    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        if (!in.shape(0).size().equals(shape.size())) {
            report.problem(
                    Code.CannotReshape,
                    "value",
                    "cannot make " + Inputs.shown(shape) + " (" + shape.size() + " elements) of " + in.described(0)
                            + " (" + in.shape(0).size() + " elements)",
                    "Choose sizes whose product is " + in.shape(0).size() + ".");
            return Optional.empty();
        }
        return Optional.of(new TensorType(in.type(0).type(), shape));
    }

    @Override
    public Layer bound(UnaryOperator<Shape> sizes) {
        return new ReshapeLayer(sizes.apply(shape));
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        return g.add(new Reshape(shape.batched()), in.get(0));
    }
}
