package io.lamina.processor.op;

import io.lamina.DataType;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import java.util.List;

/** The conditions that many layers share, each with its message. */
final class Checks {
    private Checks() {}

    /** Reports a number that must be 1 or more. */
    static void positive(NodeReport report, String attribute, long value) {
        positive(report, attribute, attribute, value);
    }

    /** Reports a number that must be 1 or more, and that the user may have given by position. */
    static void positive(NodeReport report, String attribute, String name, long value) {
        if (value < 1) {
            report.problem(
                    Code.InvalidAttribute,
                    attribute,
                    name + " is " + value + ", but must be at least 1",
                    "Give a positive number.");
        }
    }

    /** Reports an epsilon that is not positive; the default is the model's convention's. */
    static void epsilon(Attributes attributes, double standard, NodeReport report) {
        double epsilon = attributes.isGiven("epsilon") ? attributes.number("epsilon") : standard;
        if (!((float) epsilon > 0)) {
            report.problem(
                    Code.InvalidAttribute,
                    "epsilon",
                    "epsilon is " + epsilon + ", but must be positive",
                    "Use " + standard + ", the default of this model's convention.");
        }
    }

    /** Reports an attribute that is not one positive number or {height, width}. */
    static void pair(NodeReport report, Attributes attributes, String attribute) {
        List<Integer> values = attributes.integers(attribute);
        String name = attribute.equals("value") ? "size" : attribute;
        if (values.isEmpty() || values.size() > 2) {
            report.problem(
                    Code.InvalidAttribute,
                    attribute,
                    name + " has " + values.size() + " numbers, but needs one or {height, width}",
                    "Write " + name + " = 2 or " + name + " = {2, 3}.");
        }
        values.forEach(value -> positive(report, attribute, name, value));
    }

    /** Whether an input holds floats; ints are for labels. */
    static boolean floats(Inputs in, int i, NodeReport report) {
        if (in.type(i).type() == DataType.FLOAT32) {
            return true;
        }
        report.inputProblem(
                Code.WrongDtype,
                i,
                "needs FLOAT32, but " + in.name(i) + " is INT32",
                "Ints are for labels; where " + in.name(i) + " holds quantities, leave out type = INT32.");
        return false;
    }

    /** Whether all inputs hold floats. */
    static boolean allFloats(Inputs in, NodeReport report) {
        boolean all = true;
        for (int i = 0; i < in.count(); i++) {
            all &= floats(in, i, report);
        }
        return all;
    }

    /** Whether an input has enough dimensions. */
    static boolean rank(Inputs in, int i, int least, String meaning, NodeReport report) {
        String remedy =
                "Give " + in.name(i) + " the missing dimensions, for example with @Reshape, or read another node.";
        return rank(in, i, least, meaning, remedy, report);
    }

    static boolean rank(Inputs in, int i, int least, String meaning, String remedy, NodeReport report) {
        if (in.shape(i).rank() >= least) {
            return true;
        }
        report.inputProblem(
                Code.WrongRank,
                i,
                "needs at least " + least + (least == 1 ? " dimension" : " dimensions") + " (" + meaning
                        + "), but reads " + in.described(i),
                remedy);
        return false;
    }

    /** Whether a size is a number already when the code is compiled. */
    static boolean constant(Inputs in, int i, Dim size, String what, NodeReport report) {
        if (size.isConstant()) {
            return true;
        }
        report.inputProblem(
                Code.SymbolicSize,
                i,
                what + " must be a number, but is " + size + " in " + in.described(i),
                "Give this size as a number in the @Input it comes from.");
        return false;
    }

    /** {@code 3x5}, or {@code 3x3}. */
    static String by(long height, long width) {
        return height + "x" + width;
    }

    /** The last dimensions as a plane: {@code 8x8}. */
    static String plane(Shape channelsLast) {
        return channelsLast.dim(-3) + "x" + channelsLast.dim(-2);
    }
}
