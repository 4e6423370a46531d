package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.ir.Parameter;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code @LayerNorm} and {@code @RmsNorm}: the last dimension, or the last few together, with statistics of their own.
 *
 * @param centred whether the mean is subtracted and a bias added: layer norm
 * @param epsilon the convention's default
 */
public record RowNormLayer(Attributes attributes, boolean centred, double epsilon) implements Layer {
    private static final double KERAS_LAYER_NORM = 1e-3;
    private static final double TORCH_LAYER_NORM = 1e-5;
    private static final double KERAS_RMS_NORM = 1e-6;
    /** The distance of floats at 1, PyTorch's {@code torch.finfo(torch.float32).eps}. */
    private static final double TORCH_RMS_NORM = 0x1p-23;

    public static Layer layerNorm(Attributes attributes, Convention convention) {
        return new RowNormLayer(attributes, true, convention == Convention.KERAS ? KERAS_LAYER_NORM : TORCH_LAYER_NORM);
    }

    public static Layer rmsNorm(Attributes attributes, Convention convention) {
        return new RowNormLayer(attributes, false, convention == Convention.KERAS ? KERAS_RMS_NORM : TORCH_RMS_NORM);
    }

    private int last() {
        return attributes.integer("last");
    }

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public void check(NodeReport report) {
        Checks.positive(report, "last", last());
        Checks.epsilon(attributes, epsilon, report);
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        if (last() < 1
                || !Checks.floats(in, 0, report)
                || !Checks.rank(in, 0, last(), last() == 1 ? "features" : "last = " + last(), report)) {
            return Optional.empty();
        }
        for (int axis = -last(); axis < 0; axis++) {
            if (!Checks.constant(in, 0, in.shape(0).dim(axis), "a dimension that is normalised", report)) {
                return Optional.empty();
            }
        }
        return Optional.of(in.type(0));
    }

    private boolean biased() {
        return centred && attributes.flag("bias");
    }

    @Override
    public List<Weight> weights(Inputs in) {
        Shape row = in.shape(0).trailing(last());
        List<Integer> sizes = new ArrayList<>();
        row.dims().forEach(dim -> sizes.add(dim.asInt()));
        Integer[] shape = sizes.toArray(new Integer[0]);
        Weight gamma = Weight.plain("weight", Parameter.Group.PLAIN, Parameter.Initial.ONES, shape);
        Weight beta = Weight.plain("bias", Parameter.Group.PLAIN, Parameter.Initial.ZEROS, shape);
        return biased() ? List.of(gamma, beta) : List.of(gamma);
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        RowNorm norm =
                new RowNorm(centred, (float) (attributes.isGiven("epsilon") ? attributes.number("epsilon") : epsilon));
        return biased()
                ? g.add(norm, in.get(0), g.weight("weight"), g.weight("bias"))
                : g.add(norm, in.get(0), g.weight("weight"));
    }
}
