package io.lamina.processor.memory;

import io.lamina.DataType;
import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Sources;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Conv2d;
import io.lamina.processor.op.PackedConv2d;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Symbols;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds the tiles of a graph: runs of nodes around convolutions, or elementwise ones alone, whose samples do not mix. A batch of
 * images goes through a whole network layer by layer, each layer's result too large for the cache; a few samples go through all of
 * them within it (depth-first or fused-layer execution: Alwani et al., Fused-Layer CNN Accelerators, 2016). The kernels are the
 * same, and so are the bits.
 */
final class Tiling {
    /** Floats of the second-level cache that a tile's values may take: 1.5 MiB. */
    static final long CACHE = 3 << 17;

    /** Floats that a node may read of weights at each tile anew. */
    private static final long FEW_WEIGHTS = 1 << 14;

    /** Samples from which there is nothing to gain. */
    private static final long MANY = 64;

    private final Graph graph;
    private final Set<Node> once;
    private final Symbols symbols;
    private final long cache;

    private Tiling(Graph graph, Set<Node> once, Symbols symbols, long cache) {
        this.graph = graph;
        this.once = once;
        this.symbols = symbols;
        this.cache = cache;
    }

    /**
     * The tiles in order.
     *
     * @param once nodes that run before all others
     * @param cache floats that a tile's values may take
     */
    static List<Tile> of(Graph graph, Set<Node> once, Symbols symbols, long cache) {
        return new Tiling(graph, once, symbols, cache).tiles();
    }

    private List<Tile> tiles() {
        List<Tile> tiles = new ArrayList<>();
        for (List<Node> run : runs(computed(), this::isTileable)) {
            if (run.stream().anyMatch(node -> node.op() instanceof PackedConv2d)) {
                tile(run).ifPresent(tiles::add);
            } else {
                runs(run, node -> node.op() instanceof Primitive.Elementwise)
                        .forEach(chain -> tile(chain).ifPresent(tiles::add));
            }
        }
        return tiles;
    }

    /** The nodes that each call runs, in order. */
    private List<Node> computed() {
        return graph.nodes().stream()
                .filter(node -> !(node.op() instanceof Primitive.Source || node.op() instanceof Primitive.View))
                .filter(node -> !once.contains(node))
                .toList();
    }

    /** The longest runs of nodes that all pass. */
    private static List<List<Node>> runs(List<Node> nodes, Predicate<Node> passes) {
        List<List<Node>> runs = new ArrayList<>();
        List<Node> run = new ArrayList<>();
        for (Node node : nodes) {
            if (passes.test(node)) {
                run.add(node);
            } else if (!run.isEmpty()) {
                runs.add(run);
                run = new ArrayList<>();
            }
        }
        if (!run.isEmpty()) {
            runs.add(run);
        }
        return runs;
    }

    /** Whether the samples do not mix, and a call for few of them costs as much each as one for many. */
    private boolean isTileable(Node node) {
        List<KernelCall> calls = node.op().kernel(node.inputTypes());
        boolean bySample = calls.stream().allMatch(call -> call.partition() == KernelCall.Partition.SAMPLES);
        if (!bySample || node.op() instanceof Primitive.Effect || node.op() instanceof Conv2d) {
            return false;
        }
        long weights = node.inputs().stream()
                .filter(input -> perSample(input).isEmpty())
                .mapToLong(this::elements)
                .sum();
        return node.op() instanceof PackedConv2d || weights <= FEW_WEIGHTS;
    }

    private Optional<Tile> tile(List<Node> run) {
        Set<Value> local = run.stream()
                .flatMap(node -> node.results().stream())
                .filter(value -> isLocal(value, run))
                .collect(Collectors.toSet());
        long most = mostAtOnce(run, local);
        long samples = Math.max(1, cache / Math.max(1, most));
        return most == 0 || samples >= MANY ? Optional.empty() : Optional.of(new Tile(run, (int) samples, local));
    }

    /** Floats of one sample that are alive at the same time, of the values that only the run reads; a result counts beside what it may lie over. */
    private long mostAtOnce(List<Node> run, Set<Value> local) {
        Map<Value, Integer> last = new HashMap<>();
        for (Node node : run) {
            node.inputs().forEach(input -> last.put(OwnMemory.root(input), node.id()));
        }
        long most = 0;
        for (Node node : run) {
            most = Math.max(
                    most,
                    local.stream()
                            .filter(value -> value.producer().id() <= node.id()
                                    && node.id()
                                            <= last.getOrDefault(
                                                    value, value.producer().id()))
                            .mapToLong(value -> perSample(value).orElse(0L))
                            .sum());
        }
        return most;
    }

    private boolean isLocal(Value value, List<Node> run) {
        return value.type().type() == DataType.FLOAT32
                && perSample(value).isPresent()
                && graph.isRead(value)
                && isReadInside(value, run);
    }

    private boolean isReadInside(Value value, List<Node> run) {
        return !graph.leaves(value)
                && graph.readers(value).stream()
                        .allMatch(reader -> reader.op() instanceof Primitive.View
                                ? isReadInside(reader.results().get(0), run)
                                : run.contains(reader));
    }

    private Optional<Long> perSample(Value value) {
        return value.type().shape().size().without(Dim.BATCH.toString()).map(size -> Alignment.rounded(size, symbols));
    }

    private long elements(Value value) {
        boolean given = value.producer().op() instanceof Sources.Input;
        return given ? 0 : Alignment.rounded(value.type().shape().size(), symbols);
    }
}
