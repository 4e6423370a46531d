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
        return Arity.exactly(Activate.isGated(function()) ? 2 : 1);
    }

    private ActivationFunction function() {
        return attributes.constant(attributes.positional("function"), ActivationFunction.class);
    }

    /** Reports a function of two tensors as the {@code activation} of a layer, which has one. */
    static void check(Attributes attributes, NodeReport report) {
        ActivationFunction function = attributes.constant("activation", ActivationFunction.class);
        if (Activate.isGated(function)) {
            report.problem(
                    Code.InvalidAttribute,
                    "activation",
                    "activation is " + function + ", which multiplies two tensors",
                    "Add a node @Activation(" + function + ") that reads the gate and what it opens.");
        }
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
        if (!Checks.allFloats(in, report)) {
            return Optional.empty();
        }
        if (in.count() == 2 && !in.shape(0).equals(in.shape(1))) {
            report.inputProblem(
                    Code.CannotAdd,
                    1,
                    "cannot multiply " + in.described(0) + ", with " + in.described(1),
                    "A gate and what it opens have one shape.");
            return Optional.empty();
        }
        return Optional.of(in.type(0));
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        ActivationFunction function = function();
        if (Activate.isGated(function)) {
            ActivationFunction of =
                    function == ActivationFunction.SWIGLU ? ActivationFunction.SILU : ActivationFunction.GELU;
            return g.add(Arithmetic.MULTIPLY, g.add(new Activate(of, 0), in.get(0)), in.get(1));
        }
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
