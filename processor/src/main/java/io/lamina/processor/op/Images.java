package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.processor.shape.Shape;

/** Where height, width and channels stand in a shape: behind each other in Keras, channels first in PyTorch. */
final class Images {
    private Images() {}

    /** Where the channels of a norm stand, whatever the rank: first of an image's three dimensions in PyTorch. */
    static int channelAxis(Convention convention, int rank) {
        return convention == Convention.TORCH ? -Math.min(rank, 3) : -1;
    }

    static Shape channelsLast(Shape shape, Convention convention) {
        if (convention == Convention.KERAS) {
            return shape;
        }
        return shape.leading(3).append(shape.dim(-2), shape.dim(-1), shape.dim(-3));
    }

    static Shape toConvention(Shape channelsLast, Convention convention) {
        if (convention == Convention.KERAS) {
            return channelsLast;
        }
        return channelsLast.leading(3).append(channelsLast.dim(-1), channelsLast.dim(-3), channelsLast.dim(-2));
    }

    /** What the three dimensions are called. */
    static String names(Convention convention) {
        return convention == Convention.KERAS ? "height, width, channels" : "channels, height, width";
    }

    /** A picture of one channel is the usual case of an image that lacks a dimension. */
    private static String remedy(Inputs in, Convention convention) {
        if (in.shape(0).rank() != 2) {
            return "Give " + in.name(0) + " height, width and channels, or read another node.";
        }
        String grey = convention == Convention.KERAS ? in.shape(0) + " 1" : "1 " + in.shape(0);
        return "For one channel give " + in.name(0) + " the shape \"" + grey + "\", or put a node with @Reshape(\""
                + grey + "\") between.";
    }

    /** Whether an input is an image of known size. */
    static boolean fits(Inputs in, Convention convention, NodeReport report) {
        if (!Checks.floats(in, 0, report)
                || !Checks.rank(in, 0, 3, names(convention), remedy(in, convention), report)) {
            return false;
        }
        Shape shape = channelsLast(in.shape(0), convention);
        return Checks.constant(in, 0, shape.dim(-3), "the height", report)
                && Checks.constant(in, 0, shape.dim(-2), "the width", report)
                && Checks.constant(in, 0, shape.dim(-1), "the number of channels", report);
    }
}
