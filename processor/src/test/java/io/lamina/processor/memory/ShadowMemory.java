package io.lamina.processor.memory;

import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        arrays.put(Place.Array.SCRATCH, new Object[Math.toIntExact(plan.scratch())]);
    }

    static long size(Plan.Sizes sizes, long batch) {
        return sizes.fixed() + batch * sizes.perSample();
    }

    /** One past the last element that is ever written. */
    long used(Place.Array array) {
        return used.getOrDefault(array, 0L);
    }

    /** What is prepared runs once, and must still be there when all else has run. */
    void run() {
        run(plan.preparing());
        run(plan.running());
        Share all = new Share(0, symbols.applyAsLong("B"));
        for (Node node : plan.running()) {
            node.inputs().stream()
                    .filter(input -> plan.prepared()
                            .nodes()
                            .contains(OwnMemory.root(input).producer()))
                    .forEach(input -> read(node, input, all));
        }
    }

    private void run(List<Node> nodes) {
        Share all = new Share(0, symbols.applyAsLong("B"));
        for (Node node : nodes) {
            Optional<Tile> tile = plan.tiles().stream()
                    .filter(some -> some.nodes().contains(node))
                    .findFirst();
            if (tile.isEmpty()) {
                run(node, all);
            } else if (node == tile.get().nodes().get(0)) {
                run(tile.get(), all.samples());
            }
        }
    }

    private void run(Tile tile, long batch) {
        for (long from = 0; from < batch; from += tile.samples()) {
            Arrays.fill(arrays.get(Place.Array.SCRATCH), null);
            Share share = new Share(from, Math.min(tile.samples(), batch - from));
            tile.nodes().forEach(node -> run(node, share));
        }
    }

    private void run(Node node, Share share) {
        node.inputs().forEach(input -> read(node, input, share));
        if (!(node.op() instanceof Primitive.View) && !(node.op() instanceof Primitive.Source)) {
            for (Value result : node.results()) {
                plan.place(result).ifPresent(place -> write(node, place, result, share));
            }
        }
    }

    /** The samples that a call is for. */
    private record Share(long from, long samples) {}

    /** How many elements of a value a call for these samples touches. */
    private long elements(Value value, Share share) {
        Dim size = value.type().shape().size();
        return size.without("B")
                .map(perSample -> perSample.evaluate(symbols) * share.samples())
                .orElseGet(() -> size.evaluate(symbols));
    }

    /** Where these elements begin: a tile's own memory begins anew each time. */
    private int first(Value value, Place place, Share share) {
        long before = place.array() == Place.Array.SCRATCH
                ? 0
                : value.type()
                        .shape()
                        .size()
                        .without("B")
                        .map(perSample -> perSample.evaluate(symbols) * share.from())
                        .orElse(0L);
        return Math.toIntExact(place.fixed() + symbols.applyAsLong("B") * place.perSample() + before);
    }

    private void read(Node node, Value input, Share share) {
        Value root = OwnMemory.root(input);
        Place place = plan.place(root).orElseThrow();
        Object[] array = arrays.get(place.array());
        if (array == null) {
            return;
        }
        int first = first(root, place, share);
        long count = elements(root, share);
        for (int i = first; i < first + count; i++) {
            if (array[i] != root) {
                throw new AssertionError(plan.graph().name() + ": " + node.name() + " reads " + root + " at " + i
                        + ", but there lies " + array[i]);
            }
        }
    }

    private void write(Node node, Place place, Value owner, Share share) {
        Object[] array = arrays.get(place.array());
        if (array == null) {
            return;
        }
        int first = first(owner, place, share);
        long count = elements(owner, share);
        List<Value> kept = kept(node, place, owner, share);
        for (int i = first; i < first + count; i++) {
            for (Value root : kept) {
                if (array[i] == root) {
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

    /** What a node reads and must not write over when it writes this result. */
    private List<Value> kept(Node node, Place place, Value owner, Share share) {
        List<Value> kept = new ArrayList<>();
        for (int k = 0; k < node.inputs().size(); k++) {
            Value root = OwnMemory.root(node.input(k));
            boolean same = node.op().mayOverwrite(owner.index(), k)
                    && elements(root, share) == elements(owner, share)
                    && plan.place(root).orElseThrow().equals(place);
            if (!same) {
                kept.add(root);
            }
        }
        return kept;
    }
}
