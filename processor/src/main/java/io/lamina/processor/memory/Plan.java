package io.lamina.processor.memory;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A graph with a place for everything: ready to be emitted. */
public final class Plan {
    /**
     * Floats at the beginning of an array that stay unused. Behind an array's header of 16 bytes the next cache line begins
     * there, if the array itself begins with one, as large ones do under G1: no vector of what follows lies across two lines.
     */
    public static final int START = 12;

    private final Graph graph;
    private final Map<Value, Place> places;
    private final Set<Barriers.Call> barriers;
    private final Sizes floats;
    private final Sizes ints;
    private final long scratch;
    private final Prepared prepared;
    private final List<Tile> tiles;

    /**
     * What is computed once, from weights alone.
     *
     * @param nodes that run before all others
     * @param floats of the weights and what stands behind them
     * @param scratch floats that are wanted while they run
     */
    public record Prepared(Set<Node> nodes, long floats, long scratch) {
        public Prepared {
            nodes = Set.copyOf(nodes);
        }
    }

    /** Elements of one arena: some always, some for each sample. */
    public record Sizes(long fixed, long perSample) {
        boolean isWithin(Sizes limit) {
            return fixed <= limit.fixed && perSample <= limit.perSample;
        }

        /** These and a share of them. */
        Sizes plus(double share) {
            return new Sizes(fixed + (long) (share * fixed), perSample + (long) (share * perSample));
        }

        @Override
        public String toString() {
            return fixed + " + " + perSample + " B";
        }
    }

    Plan(
            Graph graph,
            Map<Value, Place> places,
            Set<Barriers.Call> barriers,
            Sizes floats,
            Sizes ints,
            long scratch,
            Prepared prepared,
            List<Tile> tiles) {
        this.graph = graph;
        this.places = Map.copyOf(places);
        this.barriers = Set.copyOf(barriers);
        this.floats = floats;
        this.ints = ints;
        this.scratch = scratch;
        this.prepared = prepared;
        this.tiles = List.copyOf(tiles);
    }

    public Graph graph() {
        return graph;
    }

    /** Where a value lies; nowhere if nobody needs it and its kernel can do without. */
    public Optional<Place> place(Value value) {
        return Optional.ofNullable(places.get(value));
    }

    /** Whether the threads must wait for each other before this call of a node. */
    public boolean hasBarrier(Node node, int call) {
        return barriers.contains(new Barriers.Call(node, call));
    }

    public Sizes floats() {
        return floats;
    }

    public Sizes ints() {
        return ints;
    }

    /** Floats that each thread has for the call that it runs. */
    public long scratch() {
        return scratch;
    }

    public Prepared prepared() {
        return prepared;
    }

    /** Nodes that are computed together for some samples at a time, in order. */
    public List<Tile> tiles() {
        return tiles;
    }

    /** The nodes that run once, in order. */
    public List<Node> preparing() {
        return graph.nodes().stream().filter(prepared.nodes()::contains).toList();
    }

    /** The nodes that run in each call, in order. */
    public List<Node> running() {
        return graph.nodes().stream()
                .filter(node -> !prepared.nodes().contains(node))
                .toList();
    }

    /** Where each value lies, one node a line: {@code conv1 : floats[512 + 1024 B]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("memory ").append(graph.name()).append('\n');
        for (Node node : graph.nodes()) {
            for (Value value : node.results()) {
                place(value)
                        .ifPresent(place -> text.append("  ")
                                .append(value)
                                .append(' ')
                                .append(node.name())
                                .append(" : ")
                                .append(value.type())
                                .append(" in ")
                                .append(place)
                                .append('\n'));
            }
        }
        for (Tile tile : tiles) {
            text.append("  ").append(tile).append('\n');
        }
        return text.append("  floats ")
                .append(floats)
                .append(", ints ")
                .append(ints)
                .append(", scratch ")
                .append(scratch)
                .append(" per thread")
                .append(prepared.nodes().isEmpty() ? "" : ", weights and what is prepared " + prepared.floats())
                .append('\n')
                .toString();
    }
}
