package io.lamina.processor.op;

import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @GlobalAvgPool1d} and {@code @GlobalAvgPool2d}: the mean over all places, per channel. */
public record GlobalAvgPoolLayer(Images images) implements Layer {
    /** A factory of layers over this many dimensions. */
    static Layer.Factory of(int dims) {
        return (attributes, convention) -> new GlobalAvgPoolLayer(new Images(convention, dims));
    }

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        if (!images.hasRank(in, report)) {
            return Optional.empty();
        }
        Shape image = images.channelsLast(in.shape(0));
        return Optional.of(TensorType.f32(image.leading(3).append(image.dim(-1))));
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        Value x = images.in(g, in.get(0));
        return g.add(Middle.mean(x.type(), 1, 2), x);
    }
}
