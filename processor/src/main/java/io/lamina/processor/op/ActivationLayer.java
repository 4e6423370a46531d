package io.lamina.processor.op;

import io.lamina.ActivationFunction;
import io.lamina.Convention;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @Activation}: an elementwise function. */
public record ActivationLayer(Attributes attributes, Convention convention) implements Layer {
    private static final float KERAS_SLOPE = 0.3f;
    private static final float TORCH_SLOPE = 0.01f;

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public void check(NodeReport report) {
        double slope = attributes.number("slope");
        if (!(slope >= 0) || Double.isInfinite(slope)) {
            report.problem(
                    Code.InvalidAttribute,
                    "slope",
                    "slope is " + slope
                            + ", but must be 0 or more, so that backward can tell the sign of x from the result",
                    "Use " + KERAS_SLOPE + ", Keras's default, or " + TORCH_SLOPE + ", PyTorch's.");
        }
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        return Checks.floats(in, 0, report) ? Optional.of(in.type(0)) : Optional.empty();
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        ActivationFunction function = attributes.constant(attributes.positional("function"), ActivationFunction.class);
        float slope = attributes.isGiven("slope") ? (float) attributes.number("slope") : defaultSlope(convention);
        return apply(g, function, slope, in.get(0));
    }

    private static float defaultSlope(Convention convention) {
        return convention == Convention.KERAS ? KERAS_SLOPE : TORCH_SLOPE;
    }

    /** What the attribute {@code activation} of another layer asks for. */
    static Value apply(Lowering g, Attributes attributes, Convention convention, Value x) {
        return apply(g, attributes.constant("activation", ActivationFunction.class), defaultSlope(convention), x);
    }

    private static Value apply(Lowering g, ActivationFunction function, float slope, Value x) {
        if (function == ActivationFunction.LINEAR) {
            return x;
        }
        return g.add(new Activate(function, function == ActivationFunction.LEAKY_RELU ? slope : 0), x);
    }
}
