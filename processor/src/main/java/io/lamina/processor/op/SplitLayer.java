package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** {@code @Split}: equal parts, or parts of given sizes, along an axis. */
public record SplitLayer(Attributes attributes, Convention convention) implements LayerWithParts {
    private List<Integer> sizes() {
        return attributes.integers("sizes");
    }

    private boolean isEven() {
        return attributes.isGiven("parts");
    }

    private int count() {
        return isEven() ? Math.max(1, attributes.integer("parts")) : Math.max(1, sizes().size());
    }

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public List<String> parts() {
        return IntStream.range(0, count()).mapToObj(Integer::toString).toList();
    }

    @Override
    public void check(NodeReport report) {
        if (isEven() == attributes.isGiven("sizes")) {
            report.problem(
                    isEven() ? Code.ConflictingAttributes : Code.MissingAttribute,
                    isEven() ? "sizes" : "",
                    isEven() ? "gives both parts and sizes" : "does not say into what it splits",
                    "Write parts = 2 for equal parts, or sizes = {…} for others.");
        } else if (isEven()) {
            Checks.positive(report, "parts", attributes.integer("parts"));
        } else {
            sizes().stream()
                    .filter(size -> size < 1)
                    .findFirst()
                    .ifPresent(size -> Checks.positive(report, "sizes", "a size", size));
        }
    }

    private int axis(int rank) {
        return attributes.isGiven("axis") ? attributes.integer("axis") : ConcatLayer.channels(convention, rank);
    }

    @Override
    public Optional<List<TensorType>> shapes(Inputs in, NodeReport report) {
        int axis = axis(in.shape(0).rank());
        if (isEven() == attributes.isGiven("sizes")
                || (isEven() && attributes.integer("parts") < 1)
                || !Axes.fits(in, axis, report)
                || !Checks.constant(in, 0, in.shape(0).dim(axis), "the axis that is split", report)) {
            return Optional.empty();
        }
        int whole = in.shape(0).dim(axis).asInt();
        int sum = sizes().stream().mapToInt(Integer::intValue).sum();
        if (isEven() ? whole % count() != 0 : sum != whole) {
            report.problem(
                    Code.CannotSplit,
                    isEven() ? "parts" : "sizes",
                    "cannot split the " + whole + " places of axis " + axis + " of " + in.described(0) + ", into "
                            + (isEven() ? count() + " equal parts" : "parts of " + sizes() + ", which are " + sum),
                    isEven()
                            ? "Use a number of parts that divides " + whole + "."
                            : "Give sizes whose sum is " + whole + ".");
            return Optional.empty();
        }
        return Optional.of(partSizes(whole).stream()
                .map(size -> new TensorType(in.type(0).type(), in.shape(0).with(axis, Dim.of(size))))
                .toList());
    }

    private List<Integer> partSizes(int whole) {
        return isEven()
                ? IntStream.range(0, count()).mapToObj(i -> whole / count()).toList()
                : sizes();
    }

    @Override
    public List<Value> lowerAll(Lowering g, List<Value> in) {
        int axis = axis(in.get(0).type().shape().rank() - 1);
        int from = 0;
        List<Value> parts = new ArrayList<>();
        for (int size : partSizes(in.get(0).type().shape().dim(axis).asInt())) {
            parts.add(g.add(new Slice(axis, Dim.of(from), Dim.of(size), 1), in.get(0)));
            from += size;
        }
        return parts;
    }
}
