package io.lamina.processor.op;

import io.lamina.DataType;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.shape.Shape;

/** The conditions on inputs whose shape and type follow from what a layer reads otherwise. */
final class RoleChecks {
    private RoleChecks() {}

    /** Whether an input holds ints. */
    static boolean ints(Inputs in, int i, String what, String remedy, NodeReport report) {
        if (in.type(i).type() == DataType.INT32) {
            return true;
        }
        report.inputProblem(
                Code.WrongDtype, i, "needs " + what + " as INT32, but " + in.name(i) + " is FLOAT32", remedy);
        return false;
    }

    /** Whether an input has exactly this shape. */
    static boolean shape(Inputs in, int i, Shape expected, String what, String remedy, NodeReport report) {
        if (in.shape(i).equals(expected)) {
            return true;
        }
        report.inputProblem(
                Code.RoleDoesNotFit,
                i,
                "needs " + what + " of " + in.name(0) + ", so the shape " + quoted(expected) + ", but " + in.name(i)
                        + " is " + Inputs.shown(in.shape(i)),
                remedy);
        return false;
    }

    private static String quoted(Shape shape) {
        return shape.rank() == 0 ? "\"\"" : "\"" + shape + "\"";
    }
}
