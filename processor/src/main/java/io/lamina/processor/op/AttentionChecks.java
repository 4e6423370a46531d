package io.lamina.processor.op;

import io.lamina.DataType;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.OptionalInt;

/** What {@code @Attention} and {@code @DotProductAttention} ask of their attributes, masks and lengths. */
final class AttentionChecks {
    static final String MASK = "mask";
    static final String LENGTHS = "lengths";
    static final List<String> ROLES = List.of(MASK, LENGTHS);
    static final List<String> PARTS = List.of("output", "weights");

    private AttentionChecks() {}

    static int kvHeads(Attributes attributes) {
        return attributes.isGiven("kvHeads") ? attributes.integer("kvHeads") : attributes.integer("heads");
    }

    /** Reports what is wrong with heads, window and dropout, whatever is read. */
    static void attributes(Attributes attributes, NodeReport report) {
        int heads = attributes.integer("heads");
        Checks.positive(report, "heads", heads);
        int kvHeads = kvHeads(attributes);
        if (attributes.isGiven("kvHeads")) {
            Checks.positive(report, "kvHeads", kvHeads);
        }
        if (heads > 0 && kvHeads > 0 && heads % kvHeads != 0) {
            report.problem(
                    Code.HeadsDoNotDivide,
                    "kvHeads",
                    "kvHeads = " + kvHeads + " does not divide heads = " + heads,
                    "Each head of keys is read by as many heads of queries: choose kvHeads among the divisors of "
                            + heads + ".");
        }
        window(attributes, report);
        double dropout = attributes.number("dropout");
        if (!(dropout >= 0 && dropout < 1)) {
            report.problem(
                    Code.InvalidAttribute,
                    "dropout",
                    "dropout is " + dropout + ", but must be at least 0 and below 1",
                    "Give the share of weights that is dropped, such as 0.1.");
        }
    }

    private static void window(Attributes attributes, NodeReport report) {
        if (!attributes.isGiven("window")) {
            return;
        }
        Checks.positive(report, "window", attributes.integer("window"));
        if (!attributes.flag("causal")) {
            report.problem(
                    Code.InvalidAttribute,
                    "window",
                    "window = " + attributes.integer("window")
                            + " counts positions up to a query's own, but the attention is not causal",
                    "Add causal = true, or hide keys by a mask.");
        }
    }

    /** Whether what is read by position has places and widths, all of them floats. */
    static boolean tensors(Inputs in, NodeReport report) {
        boolean fits = true;
        for (int i = 0; i < in.positional(); i++) {
            fits &= Checks.floats(in, i, report)
                    && Checks.rank(in, i, 2, "positions, features", report)
                    && Checks.constant(in, i, in.shape(i).dim(-1), "the last dimension", report);
        }
        return fits;
    }

    /**
     * Whether queries, keys and values have the same dimensions in front of positions and features, keys and values as many positions, and in
     * a causal attention queries, too.
     */
    static boolean together(Inputs in, boolean causal, NodeReport report) {
        int keys = Math.min(1, in.positional() - 1);
        int values = in.positional() - 1;
        for (int i = 1; i < in.positional(); i++) {
            if (!in.shape(i).leading(2).equals(in.shape(0).leading(2))) {
                report.inputProblem(
                        Code.CannotAttend,
                        i,
                        "cannot attend from " + in.described(0) + ", to " + in.described(i)
                                + ": in front of the last two dimensions both must be the same",
                        "Bring both to one number of dimensions, for example with @Reshape.");
                return false;
            }
        }
        Dim length = in.shape(keys).dim(-2);
        if (!in.shape(values).dim(-2).equals(length)) {
            report.inputProblem(
                    Code.CannotAttend,
                    values,
                    "has " + length + " keys of " + in.described(keys) + ", but "
                            + in.shape(values).dim(-2) + " values of " + in.described(values),
                    "Keys and values are the same positions: read both from one sequence.");
            return false;
        }
        if (causal && !in.shape(0).dim(-2).equals(length)) {
            report.problem(
                    Code.CausalLengthsDiffer,
                    "causal",
                    "is causal, but has " + in.shape(0).dim(-2) + " queries of " + in.described(0) + ", and " + length
                            + " keys of " + in.described(keys),
                    "Causal means that position i sees positions up to i of the same sequence. Leave it out, or give both one"
                            + " length.");
            return false;
        }
        return true;
    }

    /** Whether an input's width can be split into so many heads. */
    static boolean divides(Inputs in, int i, String attribute, int heads, NodeReport report) {
        int width = in.shape(i).dim(-1).asInt();
        if (width % heads == 0) {
            return true;
        }
        report.problem(
                Code.HeadsDoNotDivide,
                attribute,
                attribute + " = " + heads + " does not divide the " + width + " features of " + in.described(i),
                "Choose a number of heads that divides " + width + ".");
        return false;
    }

    /** Whether the mask and the lengths fit. */
    static boolean roles(Inputs in, NodeReport report) {
        boolean mask = mask(in, report);
        boolean lengths = lengths(in, report);
        return mask && lengths;
    }

    private static boolean mask(Inputs in, NodeReport report) {
        OptionalInt index = in.role(MASK);
        if (index.isEmpty()
                || in.shape(index.getAsInt()).equals(keysShape(in))
                || in.shape(index.getAsInt()).equals(pairsShape(in))) {
            return true;
        }
        report.inputProblem(
                Code.MaskDoesNotFit,
                index.getAsInt(),
                "needs a mask of " + Inputs.shown(keysShape(in)) + " (keys) or " + Inputs.shown(pairsShape(in))
                        + " (queries, keys), but reads " + in.described(index.getAsInt()),
                "Give one number for each key, or for each pair of a query and a key. INT32: 1 keeps, 0 hides; FLOAT32 is added"
                        + " to the scores.");
        return false;
    }

    private static boolean lengths(Inputs in, NodeReport report) {
        OptionalInt index = in.role(LENGTHS);
        Shape wanted = in.shape(0).leading(2);
        if (index.isEmpty()) {
            return true;
        }
        TensorType type = in.type(index.getAsInt());
        if (type.type() != DataType.INT32) {
            report.inputProblem(
                    Code.WrongDtype,
                    index.getAsInt(),
                    "needs lengths of INT32, but " + in.name(index.getAsInt()) + " is FLOAT32",
                    "Add type = INT32 to its @Input.");
            return false;
        }
        if (!type.shape().equals(wanted)) {
            report.inputProblem(
                    Code.MaskDoesNotFit,
                    index.getAsInt(),
                    "needs lengths of " + Inputs.shown(wanted) + ", but reads " + in.described(index.getAsInt()),
                    "Give one length for each sequence: how many of its keys count.");
            return false;
        }
        return true;
    }

    private static Shape keysShape(Inputs in) {
        Shape keys = in.shape(Math.min(1, in.positional() - 1));
        return keys.leading(1);
    }

    private static Shape pairsShape(Inputs in) {
        return in.shape(0).leading(1).append(keysShape(in).dim(-1));
    }

    /** The kind of a mask that fits. */
    static AttendOptions.Mask maskOf(TensorType mask, boolean isOfPairs) {
        boolean isBias = mask.type() == DataType.FLOAT32;
        if (isOfPairs) {
            return isBias ? AttendOptions.Mask.BIAS_OF_PAIRS : AttendOptions.Mask.PAIRS;
        }
        return isBias ? AttendOptions.Mask.BIAS_OF_KEYS : AttendOptions.Mask.KEYS;
    }

    /** The type of {@code @Part("weights")}. */
    static TensorType weights(Inputs in, int heads) {
        Shape q = in.shape(0);
        return TensorType.f32(
                q.leading(2).append(Dim.of(heads), q.dim(-2), keysShape(in).dim(-1)));
    }
}
