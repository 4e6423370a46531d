package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @MaxPool1d}, {@code @MaxPool2d}, {@code @AvgPool1d}, {@code @AvgPool2d}: the maximum or mean of each window. */
public record PoolLayer(Attributes attributes, Images images, boolean max) implements Layer {
    /** A factory of layers over this many dimensions. */
    static Layer.Factory of(int dims, boolean max) {
        return (attributes, convention) -> new PoolLayer(attributes, new Images(convention, dims), max);
    }

    private Window window() {
        return new Window(attributes, attributes.positional("size"), images.dims());
    }

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public void check(NodeReport report) {
        if (!window().check(report)) {
            return;
        }
        List<Integer> pad = attributes.integers("pad");
        List<Integer> size = attributes.integers(attributes.positional("size"));
        int most = pad.stream().mapToInt(Integer::intValue).max().orElse(0);
        int half = size.stream().mapToInt(Integer::intValue).min().orElse(1) / 2;
        if (most > half) {
            report.problem(
                    Code.InvalidAttribute,
                    "pad",
                    "pad is " + most + ", more than half of the window, so some windows would hold padding alone",
                    "Use a pad of " + half + " or less.");
        }
        window().refuseSameWithStride(images.convention(), report);
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        if (!images.fits(in, report)) {
            return Optional.empty();
        }
        Shape image = images.channelsLast(in.shape(0));
        return window().fit(in, image, report)
                .map(window -> TensorType.f32(images.toConvention(window.over(image, image.dim(-1)))));
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        Value x = images.in(g, in.get(0));
        Spatial window = window().decided(x.type().shape());
        boolean countPadding = images.convention() == Convention.TORCH;
        return images.out(g, g.add(max ? new MaxPool2d(window) : new AvgPool2d(window, countPadding), x));
    }
}
