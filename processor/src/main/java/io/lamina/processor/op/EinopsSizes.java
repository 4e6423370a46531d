package io.lamina.processor.op;

import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sizes of a pattern's axes, found from the shapes that come in. */
final class EinopsSizes {
    private final Map<String, Dim> sizes = new HashMap<>();

    EinopsSizes(Map<String, Integer> given) {
        given.forEach((name, size) -> sizes.put(name, Dim.of(size)));
    }

    /** Matches the trailing dimensions of a shape with one side of a pattern. */
    void match(EinopsPattern.Side side, Shape shape, String name) throws EinopsPattern.Problem {
        if (shape.rank() < side.rank()) {
            throw new EinopsPattern.Problem(
                    "names " + side.rank() + " dimensions, but " + name + " is " + Inputs.shown(shape),
                    side.start(),
                    side.end(),
                    "Name the dimensions of what is read, in their order; the batch is not written.");
        }
        for (int i = 0; i < side.rank(); i++) {
            match(side.groups().get(i), shape.dim(i - side.rank()), name);
        }
    }

    private void match(EinopsPattern.Group group, Dim whole, String name) throws EinopsPattern.Problem {
        Dim known = Dim.ONE;
        EinopsPattern.Axis open = null;
        for (EinopsPattern.Axis axis : group.axes()) {
            Dim size = sizes.get(axis.name());
            if (size != null) {
                known = known.times(size);
            } else if (open == null) {
                open = axis;
            } else {
                throw new EinopsPattern.Problem(
                        "does not say how large " + open.name() + " and " + axis.name() + " are, which are together "
                                + whole + " in " + name,
                        group.start(),
                        group.end(),
                        "Give all but one of them, such as sizes = \"" + open.name() + "=2\".");
            }
        }
        if (open == null) {
            if (!known.equals(whole)) {
                throw new EinopsPattern.Problem(
                        "has the size " + known + " where " + name + " has " + whole,
                        group.start(),
                        group.end(),
                        "One name is one size: make both sizes equal, or give the dimensions names of their own.");
            }
            return;
        }
        Dim rest = known.isConstant() && !known.is(0)
                ? whole.floorDiv(known.asInt())
                : known.equals(whole) ? Dim.ONE : null;
        if (rest == null || !rest.times(known).equals(whole)) {
            throw new EinopsPattern.Problem(
                    "splits " + whole + " of " + name + " by " + known + ", which does not divide it",
                    group.start(),
                    group.end(),
                    divisor(whole, known));
        }
        sizes.put(open.name(), rest);
    }

    private static String divisor(Dim whole, Dim known) {
        return whole.isConstant()
                ? "Choose a size that divides " + whole + "."
                : "Choose a size that divides " + whole + " whatever it is, or say that it does: \"" + whole + "%"
                        + known + "\" in the @Input.";
    }

    boolean knows(String axis) {
        return sizes.containsKey(axis);
    }

    /** The sizes of some axes, one dimension for each. */
    Shape of(List<String> axes) {
        return new Shape(axes.stream().map(sizes::get).toList());
    }

    /** The dimensions of a side. */
    Shape of(EinopsPattern.Side side) {
        return new Shape(side.groups().stream()
                .map(group -> of(group.axes().stream()
                                .map(EinopsPattern.Axis::name)
                                .toList())
                        .size())
                .toList());
    }
}
