package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @MaxPool2d} and {@code @AvgPool2d}: the maximum or mean of each window. */
public record Pool2dLayer(Attributes attributes, Convention convention, boolean max) implements Layer {
    public static Layer max(Attributes attributes, Convention convention) {
        return new Pool2dLayer(attributes, convention, true);
    }

    public static Layer average(Attributes attributes, Convention convention) {
        return new Pool2dLayer(attributes, convention, false);
    }

    private Window2d window() {
        return new Window2d(attributes, attributes.positional("size"));
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
        if (convention == Convention.TORCH && window().isSameWithStride()) {
            report.problem(
                    Code.SamePaddingWithStride,
                    "padding",
                    "padding = SAME with a stride above 1 has no meaning in PyTorch, whose convention this model follows",
                    "Give the padding in numbers, such as pad = 1.");
        }
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        if (!Images.fits(in, convention, report)) {
            return Optional.empty();
        }
        Shape image = Images.channelsLast(in.shape(0), convention);
        return window().fit(in, image, report)
                .map(window -> TensorType.f32(Images.toConvention(window.over(image, image.dim(-1)), convention)));
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        Value x = g.channelsLast(in.get(0));
        Spatial window = window().decided(x.type().shape());
        boolean countPadding = convention == Convention.TORCH;
        return g.toConvention(g.add(max ? new MaxPool2d(window) : new AvgPool2d(window, countPadding), x));
    }
}
