package io.lamina.processor.memory;

import io.lamina.DataType;
import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Output;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Sources;
import io.lamina.processor.ir.Value;
import io.lamina.processor.ir.WeightsAlone;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Symbols;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds a place for every value: outputs are computed into the caller's arrays, views lie where their source lies, an
 * elementwise result lies over an input that is not needed any more, and the rest shares one arena for each element type.
 */
public final class MemoryPlanner {
    private final Graph graph;
    private final FlatParameters parameters;
    private final Symbols symbols;
    private final StateLayout states;
    /** Nodes that run once, before all others. */
    private final Set<Node> once;

    private final List<Tile> tiles;
    private final TileMemory local;
    private final Liveness liveness;

    /** Of values that do not lie in an arena. */
    private final Map<Value, Place> given = new HashMap<>();

    /** For a value that lies over another one: that other one. */
    private final Map<Value, Value> over = new HashMap<>();

    /** Owners of memory that threads read beyond their own samples. */
    private final Set<Value> readByAll = new HashSet<>();

    private final Arena<Value> floats = new Arena<>(Plan.START);
    private final Arena<Value> ints = new Arena<>(0);
    private final Arena<Value> prepared;
    private long scratch;
    private long preparing;

    /**
     * A planner for one graph.
     *
     * @param cache floats that the values of a tile may take; empty where the weights change from call to call
     */
    private MemoryPlanner(
            Graph graph, FlatParameters parameters, Symbols symbols, StateLayout states, OptionalLong cache) {
        this.graph = graph;
        this.once = cache.isPresent() ? once(graph) : Set.of();
        this.tiles = cache.isPresent() ? Tiling.of(graph, once, symbols, cache.getAsLong()) : List.of();
        this.local = new TileMemory(tiles);
        this.liveness = new Liveness(graph, once, local);
        this.parameters = parameters;
        this.prepared = new Arena<>(Alignment.rounded(Dim.of(parameters.size()), symbols) + Plan.START);
        this.symbols = symbols;
        this.states = states;
    }

    public static Plan plan(Graph graph, FlatParameters parameters, Symbols symbols) {
        return plan(graph, parameters, symbols, StateLayout.NONE);
    }

    /** A plan for one of the graphs of a session, whose states lie where the layout says. */
    public static Plan plan(Graph graph, FlatParameters parameters, Symbols symbols, StateLayout states) {
        return new MemoryPlanner(OwnMemory.apply(graph), parameters, symbols, states, OptionalLong.empty()).plan();
    }

    /** A plan for a graph that runs often with the same weights: what follows from them alone is computed once and kept. */
    public static Plan planSteady(Graph graph, FlatParameters parameters, Symbols symbols) {
        return planSteady(graph, parameters, symbols, Tiling.CACHE);
    }

    /** The same for a cache of so many floats. */
    static Plan planSteady(Graph graph, FlatParameters parameters, Symbols symbols, long cache) {
        return new MemoryPlanner(OwnMemory.apply(graph), parameters, symbols, StateLayout.NONE, OptionalLong.of(cache))
                .plan();
    }

    private static Set<Node> once(Graph graph) {
        Set<Value> outputs = graph.outputs().stream()
                .map(output -> OwnMemory.root(output.value()))
                .collect(Collectors.toSet());
        return graph.nodes().stream()
                .filter(node -> WeightsAlone.isComputed(node) && !(node.op() instanceof Primitive.View))
                .filter(node -> node.results().stream().noneMatch(outputs::contains))
                .collect(Collectors.toSet());
    }

    private Plan plan() {
        placeOutputs();
        graph.nodes().forEach(this::visit);
        prepared.plan();
        long base = planTiles();
        planArenas(base);
        Map<Value, Place> places = places(base);
        Plan.Prepared preparation =
                new Plan.Prepared(once, Math.max(prepared.sizes().fixed(), parameters.size()), preparing);
        return new Plan(graph, places, barriers(places), floats.sizes(), ints.sizes(), scratch, preparation, tiles);
    }

    /**
     * Memory is used again behind a wait that there would be anyway, and one wait later where all threads have read it, so that its lines
     * need not be fetched from the caches of the others; as far as that does not take much more of it.
     */
    private void planArenas(long base) {
        floats.spread();
        ints.spread();
        Phases phases = new Phases(graph.nodes().size(), barriers(places(base)));
        floats.plan(value -> phases.of(floats.range(value), readByAll.contains(value)));
        ints.plan(value -> phases.of(ints.range(value), readByAll.contains(value)));
    }

    private Set<Barriers.Call> barriers(Map<Value, Place> places) {
        List<Node> often =
                graph.nodes().stream().filter(node -> !once.contains(node)).toList();
        return Barriers.of(often, tiles, places, this::bound);
    }

    /** Puts the values of tiles behind what calls need for themselves, and gives where that is. */
    private long planTiles() {
        long most = local.plan();
        long base = scratch;
        scratch = most == 0 ? scratch : base + most;
        return base;
    }

    private void placeOutputs() {
        int metric = 0;
        for (Output output : graph.outputs()) {
            Place place = switch (output.kind()) {
                case RESULT -> Place.of(Place.Array.OUTPUT, output.name(), 0);
                case METRIC -> Place.of(Place.Array.METRICS, output.name(), metric++);
                case GRADIENT -> Place.of(Place.Array.GRADIENTS, output.name(), parameters.offset(output.name()));
            };
            given.put(OwnMemory.root(output.value()), place);
        }
    }

    private void visit(Node node) {
        if (node.op() instanceof Primitive.View) {
            return;
        }
        if (node.op() instanceof Sources.Input input) {
            given.put(node.results().get(0), Place.of(Place.Array.INPUT, input.input(), 0));
            return;
        }
        if (node.op() instanceof Sources.State state) {
            given.put(node.results().get(0), states.place(state));
            return;
        }
        if (node.op() instanceof Sources.Weight weight) {
            String name = weight.parameter().name();
            given.put(node.results().get(0), Place.of(Place.Array.PARAMETERS, name, parameters.offset(name)));
            return;
        }
        List<KernelCall> calls = node.op().kernel(node.inputTypes());
        for (Value result : node.results()) {
            boolean wanted = graph.isRead(result) || !isOptional(result, calls);
            if (wanted && !given.containsKey(result)) {
                allocate(node, result);
            }
        }
        for (KernelCall call : calls) {
            readByAll.addAll(readByAll(node, call));
            long needed = rounded(call.scratch());
            if (once.contains(node)) {
                preparing = Math.max(preparing, needed);
            } else {
                scratch = Math.max(scratch, needed);
            }
        }
    }

    private List<Value> readByAll(Node node, KernelCall call) {
        if (call.partition() == KernelCall.Partition.SAMPLES) {
            return List.of();
        }
        return call.arguments().stream()
                .filter(KernelCall.Argument.Input.class::isInstance)
                .map(argument -> ((KernelCall.Argument.Input) argument).i())
                .map(i -> owner(OwnMemory.root(node.input(i))))
                .toList();
    }

    private static boolean isOptional(Value result, List<KernelCall> calls) {
        return calls.stream()
                .flatMap(call -> call.arguments().stream())
                .anyMatch(argument -> argument instanceof KernelCall.Argument.OptionalResult optional
                        && optional.k() == result.index());
    }

    private void allocate(Node node, Value result) {
        LiveRange range = range(result);
        Optional<Value> dying = dyingInput(node, result, range);
        if (dying.isPresent()) {
            over.put(result, dying.get());
            arena(result).extend(dying.get(), range.to());
        } else {
            arena(result).add(result, range);
        }
    }

    /** The owner of an input's memory in the arena, of the same size, that nobody reads after this node. */
    private Optional<Value> dyingInput(Node node, Value result, LiveRange range) {
        return node.inputs().stream()
                .map(input -> owner(OwnMemory.root(input)))
                .filter(owner -> arena(owner) == arena(result)
                        && arena(owner).contains(owner)
                        && mayOverwrite(node, result, owner))
                .filter(owner -> {
                    LiveRange held = arena(owner).range(owner);
                    return held.size() == range.size()
                            && held.perSample() == range.perSample()
                            && held.to() == node.id();
                })
                .findFirst();
    }

    /** Whether a node may write a result over all its inputs that lie in the owner's memory: never over a shorter row. */
    private boolean mayOverwrite(Node node, Value result, Value owner) {
        for (int i = 0; i < node.inputs().size(); i++) {
            Value input = node.input(i);
            boolean allowed = node.op().mayOverwrite(result.index(), i)
                    && input.type().shape().size().equals(result.type().shape().size());
            if (owner(OwnMemory.root(input)).equals(owner) && !allowed) {
                return false;
            }
        }
        return true;
    }

    /** The value whose range holds this one's memory. */
    private Value owner(Value root) {
        return over.containsKey(root) ? owner(over.get(root)) : root;
    }

    private Arena<Value> arena(Value value) {
        if (once.contains(value.producer())) {
            return prepared;
        }
        return local.arena(value).orElse(value.type().type() == DataType.FLOAT32 ? floats : ints);
    }

    private LiveRange range(Value result) {
        int from = liveness.from(result);
        int to = liveness.to(result);
        Dim size = result.type().shape().size();
        Optional<Dim> perSample = size.without(Dim.BATCH.toString());
        if (local.contains(result)) {
            int samples = local.tile(result.producer()).orElseThrow().samples();
            return new LiveRange(from, to, samples * rounded(perSample.orElseThrow()), false);
        }
        return new LiveRange(from, to, rounded(perSample.orElse(size)), perSample.isPresent());
    }

    private long rounded(Dim size) {
        return Alignment.rounded(size, symbols);
    }

    private long bound(String symbol) {
        return symbols.get(symbol).upper();
    }

    /** Where all values lie, as planned so far. */
    private Map<Value, Place> places(long base) {
        Map<Value, Place> places = new HashMap<>();
        for (Node node : graph.nodes()) {
            node.results().forEach(value -> place(value, base).ifPresent(place -> places.put(value, place)));
        }
        return places;
    }

    private Optional<Place> place(Value value, long base) {
        Value root = OwnMemory.root(value);
        if (given.containsKey(root)) {
            return Optional.of(given.get(root));
        }
        Value owner = owner(root);
        if (!arena(owner).contains(owner)) {
            return Optional.empty();
        }
        Place place = arena(owner).place(owner, array(owner));
        return Optional.of(local.contains(owner) ? place.behind(base) : place);
    }

    private Place.Array array(Value owner) {
        if (once.contains(owner.producer())) {
            return Place.Array.PREPARED;
        }
        if (local.contains(owner)) {
            return Place.Array.SCRATCH;
        }
        return owner.type().type() == DataType.FLOAT32 ? Place.Array.FLOATS : Place.Array.INTS;
    }
}
