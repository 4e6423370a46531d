package io.lamina.processor.op;

import io.lamina.Rotation;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @Rope}: pairs of a head's elements, turned by their position. */
public record RopeLayer(Attributes attributes) implements Layer {
    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public void check(NodeReport report) {
        Checks.positive(report, "heads", attributes.integer("heads"));
        checkBase(attributes, "base", report);
        if (attributes.constant("rotation", Rotation.class) == Rotation.NONE) {
            report.problem(
                    Code.InvalidAttribute,
                    "rotation",
                    "rotation = NONE turns nothing",
                    "Write HALF or INTERLEAVED, or remove the node.");
        }
    }

    /** Reports a base that gives no wave lengths. */
    static void checkBase(Attributes attributes, String name, NodeReport report) {
        double base = attributes.number(name);
        if (!(base > 0) || Double.isInfinite(base)) {
            report.problem(
                    Code.InvalidAttribute,
                    name,
                    name + " is " + base + ", but must be positive",
                    "Most models use 10000.");
        }
    }

    /** Reports heads that cannot be split into pairs. */
    static boolean isEven(int size, String attribute, NodeReport report) {
        if (size % 2 == 0) {
            return true;
        }
        report.problem(
                Code.InvalidAttribute,
                attribute,
                "rotary positions turn pairs of elements, but a head has " + size,
                "Choose heads of an even size.");
        return false;
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        int heads = attributes.integer("heads");
        boolean fits = AttentionChecks.tensors(in, report)
                && AttentionChecks.divides(in, 0, "heads", heads, report)
                && isEven(in.shape(0).dim(-1).asInt() / heads, "", report);
        return fits ? Optional.of(in.type(0)) : Optional.empty();
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        int width = in.get(0).type().shape().dim(-1).asInt();
        int size = width / attributes.integer("heads");
        Rotation rotation = attributes.constant("rotation", Rotation.class);
        return rotate(g, rotation, attributes.number("base"), in.get(0), size, width);
    }

    /** Turns the first columns of a tensor, where a rotation is wanted. */
    static Value rotate(Lowering g, Rotation rotation, double base, Value x, int size, int turned) {
        return rotation == Rotation.NONE
                ? x
                : g.add(new Rotate(size, turned, rotation == Rotation.INTERLEAVED, base, false), x);
    }
}
