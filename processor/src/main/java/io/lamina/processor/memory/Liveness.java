package io.lamina.processor.memory;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** From which node to which one a value is needed, by their numbers, where some run in tiles and some once for many calls. */
final class Liveness {
    private final Graph graph;
    private final Set<Node> once;
    private final TileMemory tiles;
    private final Map<Value, Integer> lastUse = new HashMap<>();

    /**
     * Looks at all nodes.
     *
     * @param once the nodes that run once, before all others
     */
    Liveness(Graph graph, Set<Node> once, TileMemory tiles) {
        this.graph = graph;
        this.once = once;
        this.tiles = tiles;
        for (Node node : graph.nodes()) {
            node.inputs().forEach(input -> {
                Value root = OwnMemory.root(input);
                lastUse.merge(root, use(root, node), Math::max);
            });
        }
    }

    /** When a node reads a value; what has been prepared is read again in the next call. */
    private int use(Value root, Node node) {
        if (once.contains(root.producer()) && !once.contains(node)) {
            return graph.nodes().size();
        }
        return last(root, node);
    }

    /** The node that writes a value. What leaves a tile is written from its first turn on. */
    int from(Value value) {
        Node node = value.producer();
        return tiles.contains(value)
                ? node.id()
                : tiles.tile(node).map(Tile::first).orElse(node.id());
    }

    /** The last node that reads a value, or the one that writes it. */
    int to(Value value) {
        int written = last(value, value.producer());
        return Math.max(written, lastUse.getOrDefault(value, written));
    }

    /** When a node touches a value for the last time: with the last turn of its tile where the value is of the whole batch. */
    private int last(Value value, Node node) {
        return tiles.contains(value)
                ? node.id()
                : tiles.tile(node).map(Tile::last).orElse(node.id());
    }
}
