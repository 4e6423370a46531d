package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @GlobalAvgPool2d}: the mean over height and width, per channel. */
public record GlobalAvgPool2dLayer(Convention convention) implements Layer {
    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        boolean fits = Checks.floats(in, 0, report) && Checks.rank(in, 0, 3, Images.names(convention), report);
        if (!fits) {
            return Optional.empty();
        }
        Shape image = Images.channelsLast(in.shape(0), convention);
        return Optional.of(TensorType.f32(image.leading(3).append(image.dim(-1))));
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        Value x = g.channelsLast(in.get(0));
        return g.add(Middle.mean(x.type(), 1, 2), x);
    }
}
