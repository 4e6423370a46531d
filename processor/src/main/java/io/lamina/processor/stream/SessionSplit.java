package io.lamina.processor.stream;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Output;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Sources;
import io.lamina.processor.ir.Streamed;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.StateOps;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Makes of a prediction's graph the two graphs of a session, which takes a sequence in pieces and gives what the whole would have
 * given for its newest step. What does not depend on time goes into the start; a primitive that treats every step alike stays as it
 * is; one that mixes steps says itself what it keeps between calls ({@link Primitive#stream}), or the model cannot be streamed.
 */
public final class SessionSplit {
    private final Graph graph;
    private final String time;
    private final Dim capacity;
    private final BiConsumer<Node, String> problem;
    private final GraphBuilder start;
    private final GraphBuilder step;
    private final StepWise stepWise;
    private final Set<Value> streamed = new HashSet<>();
    private final Set<Value> constant = new HashSet<>();
    private final Map<Value, Value> kept = new LinkedHashMap<>();
    private final List<Sources.State> states = new ArrayList<>();
    private boolean failed;

    private SessionSplit(Graph graph, String time, Dim capacity, BiConsumer<Node, String> problem) {
        this.graph = graph;
        this.time = time;
        this.capacity = capacity;
        this.problem = problem;
        this.start = new GraphBuilder(graph.name() + " START");
        this.step = new GraphBuilder(graph.name() + " STEP");
        this.stepWise = new StepWise(time);
    }

    /**
     * Splits a graph.
     *
     * @param time the streamed symbol
     * @param capacity its bound
     * @param problem told of each node that cannot be streamed, and why
     */
    public static Optional<SessionGraphs> split(
            Graph graph, String time, Dim capacity, BiConsumer<Node, String> problem) {
        return new SessionSplit(graph, time, capacity, problem).split();
    }

    private Optional<SessionGraphs> split() {
        graph.nodes().forEach(this::visit);
        if (failed) {
            return Optional.empty();
        }
        List<Output> outputs = new ArrayList<>();
        for (Output output : graph.outputs()) {
            Optional<Value> newest = newest(output.value());
            if (newest.isEmpty()) {
                return Optional.empty();
            }
            outputs.add(new Output(output.kind(), output.name(), newest.get()));
        }
        Graph steps = NewestOnly.apply(step.build(outputs).withoutDeadNodes(), time);
        return Optional.of(new SessionGraphs(time, start.build(List.of()).withoutDeadNodes(), steps, states));
    }

    private void visit(Node node) {
        if (failed) {
            return;
        }
        boolean changes = node.inputs().stream().anyMatch(streamed::contains)
                || node.results().stream().anyMatch(result -> hasTime(result.type()));
        if (!changes) {
            start.copy(node);
            boolean fromWeights = node.op() instanceof Sources.Weight
                    || (!(node.op() instanceof Primitive.Source)
                            && node.inputs().stream().allMatch(constant::contains));
            if (fromWeights) {
                step.copy(node);
                constant.addAll(node.results());
            }
            return;
        }
        streamed.addAll(node.results());
        if (node.op() instanceof Sources.Input) {
            step.copy(node);
            return;
        }
        Rule rule = new Rule(node);
        Optional<List<Value>> results = stepWise.test(node) ? Optional.of(rule.again()) : node.op().stream(rule);
        if (results.isPresent() && reads(node, results.get().size())) {
            check(node, results.get());
            step.replace(node, results.get());
        } else {
            failed = true;
            problem.accept(node, "mixes what comes later into what came before");
        }
    }

    /** Whether all results that somebody reads are among the first so many. */
    private boolean reads(Node node, int results) {
        return node.results().stream().skip(results).noneMatch(graph::isRead);
    }

    private static void check(Node node, List<Value> results) {
        for (int k = 0; k < results.size(); k++) {
            if (!results.get(k).type().equals(node.results().get(k).type())) {
                throw new IllegalStateException(
                        node.op().name() + " gives " + results.get(k).type() + " step by step, not "
                                + node.results().get(k).type());
            }
        }
    }

    private boolean hasTime(TensorType type) {
        return type.shape().size().symbols().contains(time);
    }

    /** What stands for a value in the graph of a step: its newest steps, a weight, or what the start has kept. */
    private Value inStep(Value value) {
        if (streamed.contains(value) || constant.contains(value)) {
            return step.current(value);
        }
        return kept.computeIfAbsent(value, v -> {
            String name = v.producer().name() + (v.index() == 0 ? "" : "." + v.index());
            Sources.State state = state("start " + name + " " + kept.size(), v.type());
            start.add(v.producer().name(), new StateOps.Store(), start.add(name, state), v);
            return step.add(name, state);
        });
    }

    private Sources.State state(String name, TensorType type) {
        Sources.State state = new Sources.State(name, type);
        states.add(state);
        return state;
    }

    /** The last step of an output, with a time of one step. */
    private Optional<Value> newest(Value output) {
        Value value = inStep(output);
        if (!streamed.contains(output) || !hasTime(output.type())) {
            return Optional.of(value);
        }
        Shape shape = output.type().shape();
        for (int axis = -1; axis >= -shape.rank(); axis--) {
            if (shape.dim(axis).equals(Dim.symbol(time))) {
                return Optional.of(step.add(output.producer().name(), new StateOps.Newest(axis), value));
            }
        }
        problem.accept(output.producer(), "is " + shape + ", which has no dimension " + time + " alone");
        return Optional.empty();
    }

    /** What one node's rule works with. */
    private final class Rule implements Streamed {
        private final Node node;

        Rule(Node node) {
            this.node = node;
        }

        @Override
        public Value input(int i) {
            return inStep(node.input(i));
        }

        @Override
        public boolean isStreamed(int i) {
            return streamed.contains(node.input(i));
        }

        @Override
        public String time() {
            return time;
        }

        @Override
        public Dim capacity() {
            return capacity;
        }

        @Override
        public Value state(String name, TensorType type) {
            if (hasTime(type)) {
                throw new IllegalArgumentException("a state cannot have the size " + time + ": " + type);
            }
            return step.add(
                    node.name() + "." + name,
                    SessionSplit.this.state(node.name() + "." + name + " " + states.size(), type));
        }

        @Override
        public Value state(String name, int i) {
            if (isStreamed(i)) {
                throw new IllegalArgumentException("a state cannot begin with what changes with " + time);
            }
            Sources.State state =
                    SessionSplit.this.state(node.name() + "." + name + " " + states.size(), input(i).type());
            start.add(node.name(), new StateOps.Store(), start.add(node.name() + "." + name, state), node.input(i));
            return step.add(node.name() + "." + name, state);
        }

        @Override
        public Value make(Primitive op, Value... inputs) {
            return makeAll(op, inputs).get(0);
        }

        @Override
        public List<Value> makeAll(Primitive op, Value... inputs) {
            return step.addAll(node.name(), op, Arrays.asList(inputs));
        }

        @Override
        public List<Value> again() {
            return step.addAll(
                    node.name(),
                    node.op(),
                    node.inputs().stream().map(SessionSplit.this::inStep).toList());
        }
    }
}
