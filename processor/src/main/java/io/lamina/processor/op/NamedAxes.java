package io.lamina.processor.op;

import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A tensor whose trailing dimensions have names, on the way through a lowering.
 *
 * @param axes their names; dimensions in front of them are mapped over
 */
record NamedAxes(Value value, List<String> axes) {
    NamedAxes {
        axes = List.copyOf(axes);
    }

    /** With other trailing dimensions of as many elements. */
    static Value reshape(Lowering g, Value value, int axes, Shape trailing) {
        Shape shape = value.type().shape().leading(axes).append(trailing);
        return shape.equals(value.type().shape()) ? value : g.add(new Reshape(shape), value);
    }

    /** With its axes in another order. */
    NamedAxes ordered(Lowering g, List<String> order) {
        Transpose transpose = new Transpose(order.stream().map(axes::indexOf).toList());
        return transpose.isIdentity() ? this : new NamedAxes(g.add(transpose, value), order);
    }

    /** Without some axes: their mean, sum, maximum or minimum. */
    NamedAxes reduced(Lowering g, List<String> gone, Reduction reduction) {
        if (gone.isEmpty()) {
            return this;
        }
        List<String> kept = new ArrayList<>(axes);
        kept.removeAll(gone);
        int first = axes.indexOf(gone.get(0));
        boolean together = first + gone.size() <= axes.size()
                && axes.subList(first, first + gone.size()).equals(gone);
        List<String> order = new ArrayList<>(gone);
        order.addAll(kept);
        NamedAxes x = together ? this : ordered(g, order);
        int after = together ? axes.size() - first - gone.size() : kept.size();
        Shape middle = x.value.type().shape().leading(after).trailing(gone.size());
        return new NamedAxes(reduction.add(g, x.value, after, middle), kept);
    }

    /** How axes are taken together. */
    interface Reduction {
        Value add(Lowering g, Value x, int after, Shape middle);
    }

    static final Reduction SUM = (g, x, after, middle) -> g.add(new Middle(Middle.Kind.SUM, after, middle), x);

    /** With new axes of these sizes along which it repeats, in an order in which the old ones keep theirs where they can. */
    NamedAxes repeated(Lowering g, List<String> added, Shape sizes, List<String> order) {
        if (added.isEmpty()) {
            return ordered(g, order);
        }
        List<String> old = new ArrayList<>(order);
        old.removeAll(added);
        int first = order.indexOf(added.get(0));
        boolean together = old.equals(axes)
                && order.subList(first, Math.min(order.size(), first + added.size()))
                        .equals(added);
        int after = together ? axes.size() - first : axes.size();
        List<String> made = new ArrayList<>(axes);
        made.addAll(axes.size() - after, added);
        Value value = g.add(new Middle(Middle.Kind.SPREAD, after, sizes), value());
        return new NamedAxes(value, made).ordered(g, order);
    }

    /** The sum over the products of elements whose common axes agree, over all axes that nobody needs behind it. */
    NamedAxes times(Lowering g, NamedAxes other, List<String> needed) {
        NamedAxes a = withoutUseless(g, other, needed);
        NamedAxes b = other.withoutUseless(g, this, needed);
        List<String> batch = both(a, b, needed, true);
        List<String> summed = both(a, b, needed, false);
        List<String> left = only(a, b);
        List<String> right = only(b, a);
        boolean turnA = a.axes.equals(joined(batch, summed, left)) && !left.isEmpty() && !summed.isEmpty();
        boolean turnB = !b.axes.equals(joined(batch, summed, right));
        Value x = a.matrix(g, batch, turnA ? summed : left, turnA ? left : summed);
        Value y = b.matrix(g, batch, turnB ? right : summed, turnB ? summed : right);
        Value product = g.add(new BatchedProduct(turnA, turnB), x, y);
        Shape rows = a.sizes(left);
        Shape columns = b.sizes(right);
        Value result = reshape(g, product, 2, rows.append(columns));
        return new NamedAxes(result, joined(batch, left, right));
    }

    private Value matrix(Lowering g, List<String> batch, List<String> rows, List<String> columns) {
        NamedAxes x = ordered(g, joined(batch, rows, columns));
        return reshape(
                g,
                x.value,
                rows.size() + columns.size(),
                Shape.of(sizes(rows).size(), sizes(columns).size()));
    }

    private Shape sizes(List<String> names) {
        Shape shape = value.type().shape().trailing(axes.size());
        return new Shape(
                names.stream().map(name -> shape.dims().get(axes.indexOf(name))).toList());
    }

    private NamedAxes withoutUseless(Lowering g, NamedAxes other, List<String> needed) {
        List<String> gone = axes.stream()
                .filter(axis -> !other.axes.contains(axis) && !needed.contains(axis))
                .toList();
        return reduced(g, gone, SUM);
    }

    private static List<String> both(NamedAxes a, NamedAxes b, List<String> needed, boolean kept) {
        return a.axes.stream()
                .filter(axis -> b.axes.contains(axis) && needed.contains(axis) == kept)
                .toList();
    }

    private static List<String> only(NamedAxes a, NamedAxes b) {
        return a.axes.stream().filter(axis -> !b.axes.contains(axis)).toList();
    }

    private static List<String> joined(List<String> a, List<String> b, List<String> c) {
        List<String> all = new ArrayList<>(a);
        all.addAll(b);
        Collections.addAll(all, c.toArray(new String[0]));
        return all;
    }
}
