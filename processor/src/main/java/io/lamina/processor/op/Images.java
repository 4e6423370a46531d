package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import java.util.List;

/**
 * Where the places and the channels stand in a shape: channels last in Keras, in front of the places in PyTorch. Inside, a sequence is
 * an image of height 1, so that it needs no kernels of its own.
 *
 * @param dims 2 for images, 1 for sequences
 */
record Images(Convention convention, int dims) {
    /** Where the channels of a norm stand, whatever the rank: first of an image's three dimensions in PyTorch. */
    static int channelAxis(Convention convention, int rank) {
        return convention == Convention.TORCH ? -Math.min(rank, 3) : -1;
    }

    /** An image {@code [..., height, width, channels]}. */
    Shape channelsLast(Shape shape) {
        Shape before = shape.leading(dims + 1);
        Shape places = convention == Convention.KERAS ? shape.trailing(dims + 1).leading(1) : shape.trailing(dims);
        Dim channels = convention == Convention.KERAS ? shape.dim(-1) : shape.dim(-dims - 1);
        Shape rows = dims == 1 ? before.append(Dim.ONE) : before;
        return rows.append(places).append(channels);
    }

    /** The way back of {@link #channelsLast}. */
    Shape toConvention(Shape channelsLast) {
        Shape before = channelsLast.leading(3);
        Shape places = channelsLast.leading(1).trailing(dims);
        Dim channels = channelsLast.dim(-1);
        return convention == Convention.KERAS
                ? before.append(places).append(channels)
                : before.append(channels).append(places);
    }

    /** A tensor in the model's convention as an image with channels last. */
    Value in(Lowering g, Value x) {
        Shape image = channelsLast(x.type().shape());
        List<Integer> order = dims == 1 ? List.of(1, 0) : List.of(1, 2, 0);
        Value last = convention == Convention.KERAS ? x : g.add(new Transpose(order), x);
        return dims == 1 ? g.add(new Reshape(image), last) : last;
    }

    /** The way back of {@link #in}. */
    Value out(Lowering g, Value y) {
        Shape shape = y.type().shape();
        Value last = dims == 1 ? g.add(new Reshape(shape.leading(3).append(shape.trailing(2))), y) : y;
        List<Integer> order = dims == 1 ? List.of(1, 0) : List.of(2, 0, 1);
        return convention == Convention.KERAS ? last : g.add(new Transpose(order), last);
    }

    /** What the dimensions are called. */
    private String names() {
        String places = dims == 1 ? "length" : "height, width";
        return convention == Convention.KERAS ? places + ", channels" : "channels, " + places;
    }

    /** A picture or series of one channel is the usual case of an input that lacks a dimension. */
    private String remedy(Inputs in) {
        if (in.shape(0).rank() != dims) {
            return "Give " + in.name(0) + (dims == 1 ? " length" : " height, width")
                    + " and channels, or read another node.";
        }
        String single = convention == Convention.KERAS ? in.shape(0) + " 1" : "1 " + in.shape(0);
        String sequence = dims == 1 ? "" : " A sequence has layers of its own, such as @Conv1d and @MaxPool1d.";
        return "For one channel give " + in.name(0) + " the shape \"" + single + "\", or put a node with @Reshape(\""
                + single + "\") between." + sequence;
    }

    /** Whether an input has the dimensions, whatever their sizes. */
    boolean hasRank(Inputs in, NodeReport report) {
        return Checks.floats(in, 0, report) && Checks.rank(in, 0, dims + 1, names(), remedy(in), report);
    }

    /** Whether an input is an image of known size, or a sequence of any length with a known number of channels. */
    boolean fits(Inputs in, NodeReport report) {
        if (!hasRank(in, report)) {
            return false;
        }
        Shape shape = channelsLast(in.shape(0));
        return Checks.constant(in, 0, shape.dim(-3), "the height", report)
                && (dims == 1 || Checks.constant(in, 0, shape.dim(-2), "the width", report))
                && Checks.constant(in, 0, shape.dim(-1), "the number of channels", report);
    }
}
