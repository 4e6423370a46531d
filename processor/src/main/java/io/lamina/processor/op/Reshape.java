package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;

/**
 * The same elements in another shape.
 *
 * @param shape the shape of the result, batch included
 */
public record Reshape(Shape shape) implements Primitive.View {
    @Override
    public String name() {
        return "reshape";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        TensorType in = inputs.get(0);
        if (!in.shape().size().equals(shape.size())) {
            throw new IllegalArgumentException("reshape of " + in + " to " + shape + " changes the number of elements");
        }
        return List.of(new TensorType(in.type(), shape));
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).ifPresent(dy -> b.give(0, b.make(new Reshape(b.type(0).shape()), dy)));
    }
}
