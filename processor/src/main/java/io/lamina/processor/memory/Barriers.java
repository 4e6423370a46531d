package io.lamina.processor.memory;

import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.KernelCall.Argument;
import io.lamina.processor.ir.KernelCall.Partition;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Before which calls the threads of a team must wait for each other: where a call touches memory that another thread has
 * touched since they last waited, and one of the two has written. Calls that are shared by samples touch the same values at
 * the samples of their own thread, so a chain of them needs no waiting.
 */
final class Barriers {
    private final Map<Value, Place> places;
    private final ToLongFunction<String> bounds;
    private final List<Access> since = new ArrayList<>();
    private final Set<Call> waiting = new HashSet<>();
    private final Map<Node, Tile> tiles = new HashMap<>();

    /** The call of this number among those of a node. */
    record Call(Node node, int number) {}

    /** What a call does to one value's memory. */
    private record Access(Place place, long size, boolean perSample, boolean isWrite, Partition partition) {
        boolean conflicts(Access other) {
            boolean alone = partition == Partition.ONE && other.partition == Partition.ONE;
            return (isWrite || other.isWrite) && overlaps(other) && !alone && !(isOwn() && isSameCut(other));
        }

        /** Whether each thread touches the samples of its own alone. */
        private boolean isOwn() {
            return partition == Partition.SAMPLES && perSample;
        }

        private boolean isSameCut(Access other) {
            return other.isOwn() && place.equals(other.place) && size == other.size;
        }

        private boolean overlaps(Access other) {
            return place.array() == other.place.array()
                    && place.name().equals(other.place.name())
                    && perSample == other.perSample
                    && first() < other.first() + other.size
                    && other.first() < first() + size;
        }

        private long first() {
            return perSample ? place.perSample() : place.fixed();
        }
    }

    private Barriers(Map<Value, Place> places, ToLongFunction<String> bounds) {
        this.places = places;
        this.bounds = bounds;
    }

    /**
     * The calls to wait before. A tile's calls wait together, before its first one: its threads go round as often as they must.
     *
     * @param bounds the largest value of each symbol
     */
    static Set<Call> of(List<Node> nodes, List<Tile> tiles, Map<Value, Place> places, ToLongFunction<String> bounds) {
        Barriers barriers = new Barriers(places, bounds);
        tiles.forEach(tile -> tile.nodes().forEach(node -> barriers.tiles.put(node, tile)));
        nodes.forEach(barriers::visit);
        return barriers.waiting;
    }

    private void visit(Node node) {
        Tile tile = tiles.get(node);
        if (tile != null) {
            visit(tile, node);
            return;
        }
        List<KernelCall> calls = node.op().kernel(node.inputTypes());
        for (int number = 0; number < calls.size(); number++) {
            List<Access> accesses = accesses(node, calls.get(number));
            if (accesses.stream().anyMatch(access -> since.stream().anyMatch(access::conflicts))) {
                waiting.add(new Call(node, number));
                since.clear();
            }
            since.addAll(accesses);
        }
    }

    /** All calls of a tile, at its first node. */
    private void visit(Tile tile, Node node) {
        if (node != tile.nodes().get(0)) {
            return;
        }
        List<Access> accesses = new ArrayList<>();
        for (Node inside : tile.nodes()) {
            inside.op().kernel(inside.inputTypes()).forEach(call -> accesses.addAll(accesses(inside, call)));
        }
        if (accesses.stream().anyMatch(access -> since.stream().anyMatch(access::conflicts))) {
            waiting.add(new Call(node, 0));
            since.clear();
        }
        since.addAll(accesses);
    }

    private List<Access> accesses(Node node, KernelCall call) {
        List<Access> accesses = new ArrayList<>();
        for (Argument argument : call.arguments()) {
            if (argument instanceof Argument.Result result) {
                add(accesses, node.results().get(result.k()), true, call.partition());
            } else if (argument instanceof Argument.OptionalResult result) {
                add(accesses, node.results().get(result.k()), true, call.partition());
            } else if (argument instanceof Argument.Made made) {
                add(accesses, node.results().get(made.k()), false, call.partition());
            } else if (argument instanceof Argument.Input input) {
                boolean overwritten = node.op() instanceof Primitive.Effect effect && effect.target() == input.i();
                add(accesses, node.input(input.i()), overwritten, call.partition());
            }
        }
        return accesses;
    }

    private void add(List<Access> accesses, Value value, boolean isWrite, Partition partition) {
        Place place = places.get(OwnMemory.root(value));
        boolean isShared = place != null && place.array() != Place.Array.SCRATCH;
        if (isShared) {
            Dim size = value.type().shape().size();
            Dim counted = size.without(Dim.BATCH.toString()).orElse(size);
            boolean perSample = !counted.equals(size);
            if (isWrite && partition == Partition.SAMPLES && !perSample) {
                throw new IllegalStateException(value.producer().name() + " is shared by samples, but its result "
                        + value.type() + " has none");
            }
            accesses.add(new Access(place, counted.evaluate(bounds), perSample, isWrite, partition));
        }
    }
}
