package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.Interpolation;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @Upsample2d}: an image made larger, first its rows, then their number. */
public record Upsample2dLayer(Attributes attributes, Images images) implements Layer {
    static Layer of(Attributes attributes, Convention convention) {
        return new Upsample2dLayer(attributes, new Images(convention, 2));
    }

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public void check(NodeReport report) {
        Checks.pair(report, attributes, attributes.positional("size"));
    }

    private int factor(int i) {
        List<Integer> size = attributes.integers(attributes.positional("size"));
        return size.get(i % size.size());
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        if (!images.fits(in, report)) {
            return Optional.empty();
        }
        Shape image = images.channelsLast(in.shape(0));
        return Optional.of(TensorType.f32(images.toConvention(image.leading(3)
                .append(image.dim(-3).times(factor(0)), image.dim(-2).times(factor(1)), image.dim(-1)))));
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        Value x = images.in(g, in.get(0));
        Value wide = along(g, x, 1, factor(1));
        return images.out(g, along(g, wide, 2, factor(0)));
    }

    /** Larger along the dimension in front of the last {@code after}. */
    private Value along(Lowering g, Value x, int after, int factor) {
        Shape shape = x.type().shape();
        int size = shape.dim(-1 - after).asInt();
        if (factor == 1) {
            return x;
        }
        if (attributes.constant("interpolation", Interpolation.class) == Interpolation.BILINEAR) {
            return g.add(Resample.linear(size, size * factor, after), x);
        }
        Value repeated = g.add(new Middle(Middle.Kind.SPREAD, after, Shape.of(Dim.of(factor))), x);
        return g.add(new Reshape(shape.with(-1 - after, Dim.of((long) size * factor))), repeated);
    }
}
