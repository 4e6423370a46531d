package io.lamina.processor.op;

import io.lamina.Reducer;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code @Rearrange}, {@code @Reduce}, {@code @Repeat} and {@code @Einsum}: layers that a pattern describes. */
public record EinopsLayer(Attributes attributes, Kind kind) implements Layer {
    /** Which of them. */
    public enum Kind {
        REARRANGE,
        REDUCE,
        REPEAT,
        EINSUM
    }

    @Override
    public Arity arity() {
        return kind == Kind.EINSUM ? Arity.atLeast(1) : Arity.exactly(1);
    }

    private String text() {
        return attributes.text("value");
    }

    private Map<String, Integer> given() throws EinopsPattern.Problem {
        return kind == Kind.EINSUM ? Map.of() : EinopsPattern.sizes(attributes.text("sizes"));
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        if (kind != Kind.REARRANGE && !Checks.allFloats(in, report)) {
            return Optional.empty();
        }
        try {
            given();
        } catch (EinopsPattern.Problem problem) {
            report.problem(
                    Code.PatternDoesNotFit,
                    "sizes",
                    "sizes = \"" + attributes.text("sizes") + "\" " + problem.getMessage(),
                    problem.remedy(attributes.text("sizes")));
            return Optional.empty();
        }
        try {
            EinopsPattern pattern = EinopsPattern.parse(text());
            EinopsSizes sizes = sizes(pattern, in);
            Shape lead = in.shape(0).leading(pattern.inputs().get(0).rank());
            return Optional.of(new TensorType(in.type(0).type(), lead.append(sizes.of(pattern.output()))));
        } catch (EinopsPattern.Problem problem) {
            report.problem(
                    Code.PatternDoesNotFit,
                    "value",
                    "\"" + text() + "\" " + problem.getMessage(),
                    problem.remedy(text()));
            return Optional.empty();
        }
    }

    private EinopsSizes sizes(EinopsPattern pattern, Inputs in) throws EinopsPattern.Problem {
        if (pattern.inputs().size() != in.count()) {
            throw new EinopsPattern.Problem(
                    "describes " + pattern.inputs().size() + " tensors, but " + in.count() + " are read",
                    0,
                    text().indexOf("->"),
                    "Describe each tensor that is read, with commas between them; @Einsum alone reads several.");
        }
        EinopsSizes sizes = new EinopsSizes(given());
        for (int i = 0; i < in.count(); i++) {
            EinopsPattern.Side side = pattern.inputs().get(i);
            if (kind == Kind.EINSUM) {
                noBrackets(side);
            }
            sizes.match(side, in.shape(i), in.name(i));
            if (!in.shape(i)
                    .leading(side.rank())
                    .equals(in.shape(0).leading(pattern.inputs().get(0).rank()))) {
                throw new EinopsPattern.Problem(
                        "leaves other dimensions in front of " + in.described(i) + ", than of " + in.described(0),
                        side.start(),
                        side.end(),
                        "What the pattern does not name is mapped over and must be the same in front of all: name it, or reshape one.");
            }
        }
        if (kind == Kind.EINSUM) {
            noBrackets(pattern.output());
        }
        checkAxes(pattern, sizes);
        return sizes;
    }

    private static void noBrackets(EinopsPattern.Side side) throws EinopsPattern.Problem {
        for (EinopsPattern.Group group : side.groups()) {
            if (group.axes().size() != 1) {
                throw new EinopsPattern.Problem(
                        "joins dimensions, which @Einsum does not",
                        group.start(),
                        group.end(),
                        "Give each dimension a place of its own, and join them by a @Rearrange behind it.");
            }
        }
    }

    /** Whether what goes and what comes is what this layer lets go and come. */
    private void checkAxes(EinopsPattern pattern, EinopsSizes sizes) throws EinopsPattern.Problem {
        for (EinopsPattern.Axis axis : pattern.output().axes()) {
            boolean comes = pattern.inputs().stream().noneMatch(side -> side.has(axis.name()));
            if (comes && kind != Kind.REPEAT) {
                throw new EinopsPattern.Problem(
                        "gives " + axis.name() + ", which nothing on the left has",
                        axis,
                        "Take it away, or repeat along it by @Repeat.");
            }
            if (comes && !sizes.knows(axis.name())) {
                throw new EinopsPattern.Problem(
                        "does not say how large " + axis.name() + " is",
                        axis,
                        "Say it by sizes = \"" + axis.name() + "=4\", with the number of times.");
            }
        }
        for (EinopsPattern.Axis axis : pattern.inputs().get(0).axes()) {
            boolean goes = !pattern.output().has(axis.name());
            if (goes && (kind == Kind.REARRANGE || kind == Kind.REPEAT)) {
                throw new EinopsPattern.Problem(
                        "loses " + axis.name() + ", which the right side lacks",
                        axis,
                        "Name it on the right, or sum over it by @Reduce.");
            }
        }
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        try {
            EinopsPattern pattern = EinopsPattern.parse(text());
            EinopsSizes sizes = new EinopsSizes(given());
            List<NamedAxes> tensors = new ArrayList<>();
            for (int i = 0; i < in.size(); i++) {
                EinopsPattern.Side side = pattern.inputs().get(i);
                sizes.match(side, in.get(i).type().shape(), "input " + i);
                Value elementary = NamedAxes.reshape(g, in.get(i), side.rank(), sizes.of(side.names()));
                tensors.add(new NamedAxes(elementary, side.names()));
            }
            NamedAxes result = lower(g, pattern, sizes, tensors);
            return NamedAxes.reshape(g, result.value(), result.axes().size(), sizes.of(pattern.output()));
        } catch (EinopsPattern.Problem problem) {
            throw new IllegalStateException("the pattern \"" + text() + "\" " + problem.getMessage(), problem);
        }
    }

    private NamedAxes lower(Lowering g, EinopsPattern pattern, EinopsSizes sizes, List<NamedAxes> tensors) {
        List<String> output = pattern.output().names();
        NamedAxes x = tensors.get(0);
        if (kind == Kind.REPEAT) {
            List<String> added = output.stream()
                    .filter(axis -> !tensors.get(0).axes().contains(axis))
                    .toList();
            return x.repeated(g, added, sizes.of(added), output);
        }
        for (int i = 1; i < tensors.size(); i++) {
            HashSet<String> needed = new HashSet<>(output);
            tensors.subList(i + 1, tensors.size()).forEach(later -> needed.addAll(later.axes()));
            x = x.times(g, tensors.get(i), List.copyOf(needed));
        }
        List<String> gone =
                x.axes().stream().filter(axis -> !output.contains(axis)).toList();
        return x.reduced(g, gone, reduction()).ordered(g, output);
    }

    private NamedAxes.Reduction reduction() {
        Reducer by = kind == Kind.REDUCE ? attributes.constant("by", Reducer.class) : Reducer.SUM;
        return switch (by) {
            case SUM -> NamedAxes.SUM;
            case MEAN -> (g, x, after, middle) -> g.add(new Middle(Middle.Kind.MEAN, after, middle), x);
            case MAX -> (g, x, after, middle) -> g.add(new Extremum(true, after, middle), x);
            case MIN -> (g, x, after, middle) -> g.add(new Extremum(false, after, middle), x);
        };
    }
}
