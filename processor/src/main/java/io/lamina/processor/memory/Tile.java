package io.lamina.processor.memory;

import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Value;
import java.util.List;
import java.util.Set;

/**
 * Nodes that are computed together for some samples at a time: what only they read stays in the cache, in the memory of the
 * thread that runs, until it is read.
 *
 * @param nodes in order
 * @param samples at a time
 * @param local the results that nobody else reads
 */
public record Tile(List<Node> nodes, int samples, Set<Value> local) {
    public Tile {
        nodes = List.copyOf(nodes);
        local = Set.copyOf(local);
    }

    /** {@code tile of 4 samples: conv1 to pool}. */
    @Override
    public String toString() {
        return "tile of " + samples + " samples: " + nodes.get(0).name() + " to "
                + nodes.get(nodes.size() - 1).name();
    }

    /** The number of its first node. */
    int first() {
        return nodes.get(0).id();
    }

    /** The number of its last node. */
    int last() {
        return nodes.get(nodes.size() - 1).id();
    }
}
