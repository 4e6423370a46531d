package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @DepthwiseConv2d}: a convolution in as many groups as channels. */
public record DepthwiseConv2dLayer(Attributes attributes, Images images) implements AffineLayer {
    static Layer of(Attributes attributes, Convention convention) {
        return new DepthwiseConv2dLayer(attributes, new Images(convention, 2));
    }

    private Window window() {
        return new Window(attributes, "kernel", 2);
    }

    private int multiplier() {
        return attributes.integer("depthMultiplier");
    }

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public void check(NodeReport report) {
        Checks.positive(report, "depthMultiplier", multiplier());
        ActivationLayer.check(attributes, report);
        if (window().check(report)) {
            window().refuseSameWithStride(images.convention(), report);
        }
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        if (!images.fits(in, report)) {
            return Optional.empty();
        }
        Shape image = images.channelsLast(in.shape(0));
        return window().fit(in, image, report)
                .map(window -> TensorType.f32(
                        images.toConvention(window.over(image, image.dim(-1).times(multiplier())))));
    }

    @Override
    public List<Weight> weights(Inputs in) {
        int channels = images.channelsLast(in.shape(0)).dim(-1).asInt();
        int filters = channels * multiplier();
        int taps = window().taps();
        // Keras has [kernel, C, depthMultiplier], the same elements as the [kernel, 1, C * depthMultiplier] of a
        // convolution in groups.
        boolean keras = images.convention() == Convention.KERAS;
        Weight weight = ConvWeights.of(
                images.convention(),
                window().kernel(),
                keras ? List.of(channels, multiplier()) : List.of(1, filters),
                keras ? taps * channels : taps,
                taps * multiplier());
        return ConvWeights.withBias(this, images.convention(), weight, taps, filters);
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        Value x = images.in(g, in.get(0));
        Spatial window = window().decided(x.type().shape());
        Dim channels = x.type().shape().dim(-1);
        Value kernel = g.weight("weight");
        Shape grouped = kernel.type().shape().leading(2).append(Dim.ONE, channels.times(multiplier()));
        Value product = g.add(Conv2d.product(window, channels.asInt()), x, g.add(new Reshape(grouped), kernel));
        return images.out(g, behind(g, product));
    }
}
