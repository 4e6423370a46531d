package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @AdaptiveAvgPool2d}: the means of a given number of parts, first of columns, then of rows. */
public record AdaptiveAvgPool2dLayer(Attributes attributes, Images images) implements Layer {
    static Layer of(Attributes attributes, Convention convention) {
        return new AdaptiveAvgPool2dLayer(attributes, new Images(convention, 2));
    }

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public void check(NodeReport report) {
        Checks.pair(report, attributes, attributes.positional("size"));
    }

    private int size(int i) {
        List<Integer> size = attributes.integers(attributes.positional("size"));
        return size.get(i % size.size());
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        if (!images.fits(in, report)) {
            return Optional.empty();
        }
        Shape image = images.channelsLast(in.shape(0));
        return Optional.of(TensorType.f32(
                images.toConvention(image.leading(3).append(Dim.of(size(0)), Dim.of(size(1)), image.dim(-1)))));
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        Value x = images.in(g, in.get(0));
        int height = x.type().shape().dim(-3).asInt();
        int width = x.type().shape().dim(-2).asInt();
        if (height % size(0) == 0 && width % size(1) == 0) {
            int rows = height / size(0);
            int columns = width / size(1);
            Spatial window = new Spatial(rows, columns, rows, columns, 0, 0, 0, 0, 1, 1);
            return images.out(g, g.add(new AvgPool2d(window, false), x));
        }
        Value columns = g.add(Resample.mean(width, size(1), 1), x);
        return images.out(g, g.add(Resample.mean(height, size(0), 2), columns));
    }
}
