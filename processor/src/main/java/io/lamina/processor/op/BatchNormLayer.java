package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Parameter;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * {@code @BatchNorm}: {@code gamma (x - mean) / sqrt(variance + epsilon) + beta} per channel, with the batch's statistics in
 * training and the running ones elsewhere. A frozen one uses the running ones in training, too.
 */
public record BatchNormLayer(Attributes attributes, Convention convention) implements Layer {
    private static final double TORCH_EPSILON = 1e-5;
    private static final double TORCH_MOMENTUM = 0.1;

    private boolean isTorch() {
        return convention == Convention.TORCH;
    }

    private float epsilon() {
        boolean own = attributes.isGiven("epsilon") || !isTorch();
        return (float) (own ? attributes.number("epsilon") : TORCH_EPSILON);
    }

    private double momentum() {
        boolean own = attributes.isGiven("momentum") || !isTorch();
        return own ? attributes.number("momentum") : TORCH_MOMENTUM;
    }

    /** The share of the running statistics that stays: Keras calls this momentum, PyTorch the rest. */
    private float keep() {
        return (float) (isTorch() ? 1 - momentum() : momentum());
    }

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public void check(NodeReport report) {
        if (!(momentum() >= 0 && momentum() <= 1)) {
            report.problem(
                    Code.InvalidAttribute,
                    "momentum",
                    "momentum is " + momentum() + ", but must lie between 0 and 1",
                    "Use " + (isTorch() ? "0.1" : "0.99") + ", the default of this model's convention.");
        }
        if (!(epsilon() > 0)) {
            report.problem(
                    Code.InvalidAttribute,
                    "epsilon",
                    "epsilon is " + epsilon() + ", but must be positive",
                    "Use " + (isTorch() ? "1e-5" : "1e-3") + ", the default of this model's convention.");
        }
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        boolean fits = Checks.floats(in, 0, report)
                && Checks.rank(in, 0, 1, "channels", report)
                && Checks.constant(in, 0, in.shape(0).dim(axis(in.shape(0).rank())), "the number of channels", report);
        return fits ? Optional.of(in.type(0)) : Optional.empty();
    }

    /** Where the channels stand in a sample. */
    private int axis(int rank) {
        return Images.channelAxis(convention, rank);
    }

    @Override
    public List<Weight> weights(Inputs in) {
        int channels = in.shape(0).dim(axis(in.shape(0).rank())).asInt();
        Weight gamma = Weight.plain("weight", Parameter.Group.PLAIN, Parameter.Initial.ONES, channels);
        Weight beta = Weight.plain("bias", Parameter.Group.PLAIN, Parameter.Initial.ZEROS, channels);
        Weight mean = Weight.plain("running_mean", Parameter.Group.STATE, Parameter.Initial.ZEROS, channels);
        Weight variance = Weight.plain("running_var", Parameter.Group.STATE, Parameter.Initial.ONES, channels);
        Weight count = Weight.plain("num_batches_tracked", Parameter.Group.STATE, Parameter.Initial.COUNTER);
        return isTorch() ? List.of(gamma, beta, mean, variance, count) : List.of(gamma, beta, mean, variance);
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        Value given = in.get(0);
        int axis = axis(given.type().shape().rank() - 1);
        Transpose channelsLast = Transpose.channelsLast(axis);
        Value x = axis == -1 ? given : g.add(channelsLast, given);
        Value y = g.mode() == Mode.TRAIN && !g.frozen() ? train(g, x) : infer(g, x);
        return axis == -1 ? y : g.add(channelsLast.inverse(), y);
    }

    private Value infer(Lowering g, Value x) {
        return g.add(
                new Normalize(epsilon()),
                x,
                g.weight("weight"),
                g.weight("bias"),
                g.weight("running_mean"),
                g.weight("running_var"));
    }

    private Value train(Lowering g, Value x) {
        List<Value> results = g.addAll(new BatchNorm(epsilon()), x, g.weight("weight"), g.weight("bias"));
        Dim places = x.type().shape().leading(1).size();
        g.addAll(new BatchNorm.UpdateRunning(keep(), false, places), g.weight("running_mean"), results.get(1));
        g.addAll(new BatchNorm.UpdateRunning(keep(), isTorch(), places), g.weight("running_var"), results.get(2));
        if (isTorch()) {
            g.addAll(new BatchNorm.CountBatch(), g.weight("num_batches_tracked"));
        }
        return results.get(0);
    }
}
