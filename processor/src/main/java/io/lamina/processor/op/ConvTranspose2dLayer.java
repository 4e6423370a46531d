package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.Padding;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @ConvTranspose2d}: the gradient of a convolution by its input, from a small image to the large one. */
public record ConvTranspose2dLayer(Attributes attributes, Images images) implements AffineLayer {
    static Layer of(Attributes attributes, Convention convention) {
        return new ConvTranspose2dLayer(attributes, new Images(convention, 2));
    }

    private Window window() {
        return new Window(attributes, "kernel", 2);
    }

    private int filters() {
        return attributes.integer("filters");
    }

    private int groups() {
        return attributes.integer("groups");
    }

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public void check(NodeReport report) {
        Checks.positive(report, "filters", filters());
        Checks.positive(report, "groups", groups());
        ActivationLayer.check(attributes, report);
        if (window().check(report)) {
            window().refuseSameWithStride(images.convention(), report);
            checkOutputPadding(report);
        }
        ConvLayer.checkGroups(report, filters(), groups());
    }

    private void checkOutputPadding(NodeReport report) {
        List<Integer> added = attributes.integers("outputPadding");
        if (added.size() > 2 || added.stream().anyMatch(rows -> rows < 0)) {
            report.problem(
                    Code.InvalidAttribute,
                    "outputPadding",
                    "outputPadding needs one number of 0 or more, or {height, width}",
                    "Write outputPadding = 1 or outputPadding = {1, 0}.");
            return;
        }
        for (int i = 0; i < 2 && !added.isEmpty(); i++) {
            int dilation = images.convention() == Convention.TORCH ? window().dilation()[i] : 1;
            int most = Math.max(window().stride()[i], dilation) - 1;
            int given = added.get(i % added.size());
            if (given > most) {
                report.problem(
                        Code.InvalidAttribute,
                        "outputPadding",
                        "outputPadding is " + given + ", but must be below the stride "
                                + (images.convention() == Convention.TORCH ? "or the dilation" : "") + "of "
                                + (most + 1),
                        "Use " + most + " or less.");
                return;
            }
        }
    }

    /** The convolution whose transpose this is, and the size of its input, which is this layer's result. */
    private record Transposed(Spatial window, int height, int width) {}

    /** One dimension: what is cut off in front, and the size of the result. */
    private record Extent(int cut, int size) {}

    private Transposed transposed(Shape image) {
        List<Integer> kernel = window().kernel();
        int[] stride = window().stride();
        int[] dilation = window().dilation();
        Extent rows = extent(0, image.dim(-3).asInt());
        Extent columns = extent(1, image.dim(-2).asInt());
        int bottom = (image.dim(-3).asInt() - 1) * stride[0] + dilation[0] * (kernel.get(0) - 1) + 1 - rows.size;
        int right = (image.dim(-2).asInt() - 1) * stride[1] + dilation[1] * (kernel.get(1) - 1) + 1 - columns.size;
        Spatial window = new Spatial(
                kernel.get(0),
                kernel.get(1),
                stride[0],
                stride[1],
                rows.cut,
                bottom - rows.cut,
                columns.cut,
                right - columns.cut,
                dilation[0],
                dilation[1]);
        return new Transposed(window, rows.size, columns.size);
    }

    /** Keras's and PyTorch's rules in dimension {@code i}. */
    private Extent extent(int i, int in) {
        int stride = window().stride()[i];
        int extent = window().dilation()[i] * (window().kernel().get(i) - 1) + 1;
        List<Integer> given = attributes.integers("outputPadding");
        int added = given.isEmpty() ? 0 : given.get(i % given.size());
        int reach = (in - 1) * stride + extent;
        if (window().is(Padding.SAME)) {
            // Keras dilates the input and pads it by this much before a convolution with stride 1.
            int total = given.isEmpty() ? stride + extent - 2 : extent + extent % 2 - 2 + added;
            int size = given.isEmpty() ? in * stride : (in - 1) * stride + extent % 2 + added;
            return new Extent(extent - 1 - Math.min(total / 2 + total % 2, extent - 1), size);
        }
        int[] pad = window().pad();
        boolean filled = images.convention() == Convention.KERAS
                && given.isEmpty()
                && attributes.integers("pad").isEmpty();
        int more = filled ? Math.max(extent, stride) - extent : added;
        return new Extent(pad[2 * i], reach - pad[2 * i] - pad[2 * i + 1] + more);
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        if (!images.fits(in, report)) {
            return Optional.empty();
        }
        Shape image = images.channelsLast(in.shape(0));
        if (!ConvLayer.groupsDivide(in, report, image.dim(-1).asInt(), groups())) {
            return Optional.empty();
        }
        Transposed transposed = transposed(image);
        if (transposed.height < 1 || transposed.width < 1) {
            report.problem(
                    Code.InvalidAttribute,
                    "pad",
                    "pad cuts off all of the result, which would be " + Checks.by(transposed.height, transposed.width),
                    "Use a smaller pad.");
            return Optional.empty();
        }
        return Optional.of(TensorType.f32(images.toConvention(result(image, transposed))));
    }

    private Shape result(Shape image, Transposed transposed) {
        return image.leading(3).append(Dim.of(transposed.height), Dim.of(transposed.width), Dim.of(filters()));
    }

    @Override
    public List<Weight> weights(Inputs in) {
        int channels = images.channelsLast(in.shape(0)).dim(-1).asInt();
        int perGroup = filters() / groups();
        int taps = window().taps();
        Weight weight = ConvWeights.of(
                images.convention(), window().kernel(), List.of(perGroup, channels), perGroup * taps, channels * taps);
        return ConvWeights.withBias(this, images.convention(), weight, perGroup * taps, filters());
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        Value x = images.in(g, in.get(0));
        Transposed transposed = transposed(x.type().shape());
        TensorType type = TensorType.f32(result(x.type().shape(), transposed));
        Value product = g.add(new Conv2d.BackwardInput(transposed.window, groups(), type), x, g.weight("weight"));
        return images.out(g, behind(g, product));
    }
}
