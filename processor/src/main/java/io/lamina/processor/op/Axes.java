package io.lamina.processor.op;

import io.lamina.processor.diagnostic.Code;

/** Axes as users give them: negative, from the end. */
final class Axes {
    private Axes() {}

    /** Whether an axis counts from the end and the input has it. */
    static boolean fits(Inputs in, int axis, NodeReport report) {
        int rank = in.shape(0).rank();
        if (axis >= 0) {
            report.problem(
                    Code.PositiveAxis, "axis", "axis = " + axis + " counts from the front", fromTheEnd(axis, rank));
            return false;
        }
        return rank >= -axis || Checks.rank(in, 0, -axis, "for axis " + axis, report);
    }

    static String fromTheEnd(int axis, int rank) {
        int sample = axis - rank;
        return sample < 0 && sample > -rank
                ? "Write axis = " + (sample - 1) + " if the batch was counted as axis 0, or " + sample
                        + " if it was not."
                : "Count from the end: -1 is the last dimension, -2 the one before it.";
    }
}
