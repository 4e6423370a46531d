package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Parameter;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @Conv2d}: {@code f(x * W + b)}, a convolution over the last three dimensions. */
public record Conv2dLayer(Attributes attributes, Convention convention) implements Layer {
    private Window2d window() {
        return new Window2d(attributes, "kernel");
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
        boolean sizes = window().check(report);
        if (sizes && convention == Convention.TORCH && window().isSameWithStride()) {
            report.problem(
                    Code.SamePaddingWithStride,
                    "padding",
                    "padding = SAME with a stride above 1 has no meaning in PyTorch, whose convention this model follows",
                    "Give the padding in numbers, such as pad = 1.");
        }
        if (filters() > 0 && groups() > 0 && filters() % groups() != 0) {
            report.problem(
                    Code.GroupsDoNotDivide,
                    "groups",
                    "groups = " + groups() + " does not divide the " + filters() + " filters",
                    "Use a number of groups that divides the filters and the channels of the input.");
        }
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        if (!Images.fits(in, convention, report)) {
            return Optional.empty();
        }
        Shape image = Images.channelsLast(in.shape(0), convention);
        int channels = image.dim(-1).asInt();
        if (channels % groups() != 0) {
            report.problem(
                    Code.GroupsDoNotDivide,
                    "groups",
                    "groups = " + groups() + " does not divide the " + channels + " channels of " + in.described(0),
                    "Use a number of groups that divides the filters and the channels of the input.");
            return Optional.empty();
        }
        return window().fit(in, image, report)
                .map(window -> TensorType.f32(Images.toConvention(window.over(image, Dim.of(filters())), convention)));
    }

    @Override
    public List<Weight> weights(Inputs in) {
        int channels = Images.channelsLast(in.shape(0), convention).dim(-1).asInt();
        List<Integer> kernel = attributes.integers("kernel");
        int height = kernel.get(0);
        int width = kernel.get(kernel.size() - 1);
        int perGroup = channels / groups();
        int fanIn = height * width * perGroup;
        Weight weight = convention == Convention.KERAS
                ? Weight.plain(
                        "weight",
                        Parameter.Group.DECAYED,
                        Parameter.Initial.of("glorotUniform", fanIn, height * width * filters()),
                        height,
                        width,
                        perGroup,
                        filters())
                : new Weight(
                        "weight",
                        Parameter.Group.DECAYED,
                        Parameter.Initial.of("kaimingUniform", fanIn),
                        List.of(filters(), perGroup, height, width),
                        List.of(2, 3, 1, 0));
        return attributes.flag("bias")
                ? List.of(weight, DenseLayer.bias(convention, fanIn, filters()))
                : List.of(weight);
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        Value x = g.channelsLast(in.get(0));
        Spatial window = window().decided(x.type().shape());
        Value product = g.add(Conv2d.product(window, groups()), x, g.weight("weight"));
        Value sum = attributes.flag("bias") ? g.add(Arithmetic.ADD, product, g.weight("bias")) : product;
        return g.toConvention(ActivationLayer.apply(g, attributes, convention, sum));
    }
}
