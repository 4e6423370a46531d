package io.lamina.processor.op;

import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @Conv1d} and {@code @Conv2d}: {@code f(x * W + b)}, a convolution over places and channels. */
public record ConvLayer(Attributes attributes, Images images) implements AffineLayer {
    private static final String GROUPS_REMEDY =
            "Use a number of groups that divides the filters and the channels of the input.";

    /** A factory of layers over this many dimensions. */
    static Layer.Factory of(int dims) {
        return (attributes, convention) -> new ConvLayer(attributes, new Images(convention, dims));
    }

    private Window window() {
        return new Window(attributes, "kernel", images.dims());
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
        }
        checkGroups(report, filters(), groups());
    }

    /** Reports groups that do not divide the filters. */
    static void checkGroups(NodeReport report, int filters, int groups) {
        if (filters > 0 && groups > 0 && filters % groups != 0) {
            report.problem(
                    Code.GroupsDoNotDivide,
                    "groups",
                    "groups = " + groups + " does not divide the " + filters + " filters",
                    GROUPS_REMEDY);
        }
    }

    /** Whether the groups divide the channels of the input, which is reported where they do not. */
    static boolean groupsDivide(Inputs in, NodeReport report, int channels, int groups) {
        if (channels % groups != 0) {
            report.problem(
                    Code.GroupsDoNotDivide,
                    "groups",
                    "groups = " + groups + " does not divide the " + channels + " channels of " + in.described(0),
                    GROUPS_REMEDY);
        }
        return channels % groups == 0;
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        if (!images.fits(in, report)) {
            return Optional.empty();
        }
        Shape image = images.channelsLast(in.shape(0));
        if (!groupsDivide(in, report, image.dim(-1).asInt(), groups())) {
            return Optional.empty();
        }
        return window().fit(in, image, report)
                .map(window -> TensorType.f32(images.toConvention(window.over(image, Dim.of(filters())))));
    }

    @Override
    public List<Weight> weights(Inputs in) {
        int perGroup = images.channelsLast(in.shape(0)).dim(-1).asInt() / groups();
        int taps = window().taps();
        int fanIn = taps * perGroup;
        Weight weight = ConvWeights.of(
                images.convention(), window().kernel(), List.of(perGroup, filters()), fanIn, taps * filters());
        return ConvWeights.withBias(this, images.convention(), weight, fanIn, filters());
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        Value x = images.in(g, in.get(0));
        Spatial window = window().decided(x.type().shape());
        Value weight = images.dims() == 1 ? ofHeightOne(g, g.weight("weight")) : g.weight("weight");
        return images.out(g, behind(g, g.add(Conv2d.product(window, groups()), x, weight)));
    }

    private static Value ofHeightOne(Lowering g, Value kernel) {
        return g.add(new Reshape(Shape.of(Dim.ONE).append(kernel.type().shape())), kernel);
    }
}
