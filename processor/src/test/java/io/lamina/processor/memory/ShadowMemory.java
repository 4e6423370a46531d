package io.lamina.processor.memory;

import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Runs a plan without computing: for each element of the workspace it knows whose value lies there. A node that reads a
 * value must find it whole; what it writes may lie over what it reads only where the primitive says so.
 */
final class ShadowMemory {
    private final Plan plan;
    private final ToLongFunction<String> symbols;
    private final Map<Place.Array, Object[]> arrays = new HashMap<>();
    private final Map<Place.Array, Long> used = new HashMap<>();

    ShadowMemory(Plan plan, ToLongFunction<String> symbols) {
        this.plan = plan;
        this.symbols = symbols;
        long batch = symbols.applyAsLong("B");
        arrays.put(Place.Array.FLOATS, new Object[Math.toIntExact(size(plan.floats(), batch))]);
        arrays.put(Place.Array.INTS, new Object[Math.toIntExact(size(plan.ints(), batch))]);
        arrays.put(
                Place.Array.PREPARED, new Object[Math.toIntExact(plan.prepared().floats())]);
    }

    static long size(Plan.Sizes sizes, long batch) {
        return sizes.fixed() + batch * sizes.perSample();
    }

    /** One past the last element that is ever written. */
    long used(Place.Array array) {
        return used.getOrDefault(array, 0L);
    }

    /** What is prepared runs once, all else twice. */
    void run() {
        run(plan.preparing());
        run(plan.running());
        Arrays.fill(arrays.get(Place.Array.FLOATS), null);
        Arrays.fill(arrays.get(Place.Array.INTS), null);
        run(plan.running());
    }

    private void run(List<Node> nodes) {
        for (Node node : nodes) {
            node.inputs().forEach(input -> read(node, input));
            if (!(node.op() instanceof Primitive.View) && !(node.op() instanceof Primitive.Source)) {
                for (Value result : node.results()) {
                    plan.place(result).ifPresent(place -> write(node, place, elements(result), result, result.index()));
                }
            }
        }
    }

    private long elements(Value value) {
        return value.type().shape().size().evaluate(symbols);
    }

    private void read(Node node, Value input) {
        Value root = OwnMemory.root(input);
        Place place = plan.place(root).orElseThrow();
        Object[] array = arrays.get(place.array());
        if (array == null) {
            return;
        }
        int first = first(place);
        for (int i = first; i < first + elements(root); i++) {
            if (array[i] != root) {
                throw new AssertionError(plan.graph().name() + ": " + node.name() + " reads " + root + " at " + i
                        + ", but there lies " + array[i]);
            }
        }
    }

    private int first(Place place) {
        return Math.toIntExact(place.fixed() + symbols.applyAsLong("B") * place.perSample());
    }

    private void write(Node node, Place place, long count, Object owner, int result) {
        Object[] array = arrays.get(place.array());
        if (array == null) {
            return;
        }
        int first = first(place);
        for (int i = first; i < first + count; i++) {
            for (int k = 0; k < node.inputs().size(); k++) {
                Value root = OwnMemory.root(node.input(k));
                boolean same = node.op().mayOverwrite(result, k)
                        && elements(root) == count
                        && plan.place(root).orElseThrow().equals(place);
                if (array[i] == root && !same) {
                    throw new AssertionError(plan.graph().name() + ": " + node.name() + " writes " + owner
                            + " over its own input " + root);
                }
            }
            for (Value other : node.results()) {
                if (array[i] == other) {
                    throw new AssertionError(plan.graph().name() + ": " + node.name() + " writes " + owner
                            + " over its own result " + other);
                }
            }
        }
        for (int i = first; i < first + count; i++) {
            array[i] = owner;
        }
        used.merge(place.array(), first + count, Math::max);
    }
}
