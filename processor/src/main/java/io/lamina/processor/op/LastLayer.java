package io.lamina.processor.op;

import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @Last}: the last place along an axis, which is gone then. */
public record LastLayer(Attributes attributes) implements Layer {
    private int axis() {
        return attributes.integer("axis");
    }

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        return Axes.fits(in, axis(), report)
                ? Optional.of(new TensorType(in.type(0).type(), without(in.shape(0))))
                : Optional.empty();
    }

    private Shape without(Shape shape) {
        return shape.leading(-axis()).append(shape.trailing(-axis() - 1));
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        Shape shape = in.get(0).type().shape();
        Value last = g.add(new Slice(axis(), shape.dim(axis()).plus(-1), Dim.ONE, 1), in.get(0));
        return g.add(new Reshape(without(shape)), last);
    }
}
