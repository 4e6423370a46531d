package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Parameter;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * {@code @GroupNorm}: statistics of each sample over its places and the channels of a group. Places are the last two dimensions of
 * an image beside the channels, one dimension of a sequence, none of a row.
 */
public record GroupNormLayer(Attributes attributes, Convention convention) implements Layer {
    private static final double KERAS_EPSILON = 1e-3;
    private static final double TORCH_EPSILON = 1e-5;

    private double defaultEpsilon() {
        return convention == Convention.KERAS ? KERAS_EPSILON : TORCH_EPSILON;
    }

    private String groupsName() {
        return attributes.positional("groups");
    }

    private int groups() {
        return attributes.integer(groupsName());
    }

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public void check(NodeReport report) {
        Checks.positive(report, groupsName(), "groups", groups());
        Checks.epsilon(attributes, defaultEpsilon(), report);
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        if (groups() < 1
                || !Checks.floats(in, 0, report)
                || !Checks.rank(in, 0, 1, "channels", report)
                || !Checks.constant(in, 0, in.shape(0).dim(axis(in)), "the number of channels", report)) {
            return Optional.empty();
        }
        int channels = in.shape(0).dim(axis(in)).asInt();
        if (channels % groups() != 0) {
            report.problem(
                    Code.GroupsDoNotDivide,
                    groupsName(),
                    "groups = " + groups() + " does not divide the " + channels + " channels of " + in.described(0),
                    "Use a number of groups that divides the channels of the input.");
            return Optional.empty();
        }
        return Optional.of(in.type(0));
    }

    private int axis(Inputs in) {
        return Images.channelAxis(convention, in.shape(0).rank());
    }

    @Override
    public List<Weight> weights(Inputs in) {
        int channels = in.shape(0).dim(axis(in)).asInt();
        return List.of(
                Weight.plain("weight", Parameter.Group.PLAIN, Parameter.Initial.ONES, channels),
                Weight.plain("bias", Parameter.Group.PLAIN, Parameter.Initial.ZEROS, channels));
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        Value given = in.get(0);
        int rank = given.type().shape().rank() - 1;
        int axis = Images.channelAxis(convention, rank);
        Value x = axis == -1 ? given : g.add(Transpose.channelsLast(axis), given);
        float epsilon = (float) (attributes.isGiven("epsilon") ? attributes.number("epsilon") : defaultEpsilon());
        GroupNorm norm = new GroupNorm(groups(), Math.min(rank, 3) - 1, epsilon);
        Value y = g.add(norm, x, g.weight("weight"), g.weight("bias"));
        return axis == -1 ? y : g.add(Transpose.channelsLast(axis).inverse(), y);
    }
}
