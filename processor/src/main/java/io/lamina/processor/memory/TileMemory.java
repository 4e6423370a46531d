package io.lamina.processor.memory;

import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The memory of those values that only their own tile reads: for the samples of one turn, an arena for each tile, at the same place. */
final class TileMemory {
    private final List<Arena<Value>> arenas = new ArrayList<>();
    private final Map<Node, Tile> tileOf = new HashMap<>();
    private final Map<Value, Arena<Value>> arenaOf = new HashMap<>();

    TileMemory(List<Tile> tiles) {
        for (Tile tile : tiles) {
            Arena<Value> arena = new Arena<>(0);
            arenas.add(arena);
            tile.nodes().forEach(node -> tileOf.put(node, tile));
            tile.local().forEach(value -> arenaOf.put(value, arena));
        }
    }

    /** The tile that a node runs in. */
    Optional<Tile> tile(Node node) {
        return Optional.ofNullable(tileOf.get(node));
    }

    /** Where a value lies that only its own tile reads. */
    Optional<Arena<Value>> arena(Value value) {
        return Optional.ofNullable(arenaOf.get(value));
    }

    boolean contains(Value value) {
        return arenaOf.containsKey(value);
    }

    /** Plans all arenas, and gives the elements of the largest. */
    long plan() {
        arenas.forEach(Arena::plan);
        return arenas.stream().mapToLong(arena -> arena.sizes().fixed()).max().orElse(0);
    }
}
