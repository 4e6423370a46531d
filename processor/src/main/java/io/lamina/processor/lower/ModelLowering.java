package io.lamina.processor.lower;

import io.lamina.Convention;
import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Output;
import io.lamina.processor.ir.Parameter;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Sources;
import io.lamina.processor.ir.Value;
import io.lamina.processor.model.Model;
import io.lamina.processor.model.ModelNode;
import io.lamina.processor.model.Roles;
import io.lamina.processor.model.Ties;
import io.lamina.processor.op.Arithmetic;
import io.lamina.processor.op.Lowering;
import io.lamina.processor.op.Mode;
import io.lamina.processor.op.Transpose;
import io.lamina.processor.op.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** From layers to primitives: one graph for each mode. */
public final class ModelLowering {
    /** The name of the sum of all losses among a step's metrics. */
    public static final String LOSS = "loss";

    private final Model model;
    private final Roles roles;
    private final Mode mode;
    private final GraphBuilder builder;
    private final Map<String, List<Value>> values = new HashMap<>();
    private final List<Output> metrics = new ArrayList<>();

    private ModelLowering(Model model, Roles roles, Mode mode) {
        this.model = model;
        this.roles = roles;
        this.mode = mode;
        this.builder = new GraphBuilder(model.declaration().name() + " " + mode);
    }

    public static Graph lower(Model model, Roles roles, Mode mode) {
        return new ModelLowering(model, roles, mode).lower();
    }

    /** The names of what a training step reports: the loss, each loss where there are several, accuracies. */
    public static List<String> metricNames(Roles roles) {
        List<String> names = new ArrayList<>(List.of(LOSS));
        if (roles.losses().size() > 1) {
            roles.losses().forEach(loss -> names.add(ownName(loss)));
        }
        for (ModelNode loss : roles.losses()) {
            loss.layer().metrics().forEach(metric -> names.add(metricName(roles, loss.name(), metric)));
        }
        return names;
    }

    /** One loss among several, told from the sum of all where the user calls it {@code loss}, too. */
    private static String ownName(ModelNode loss) {
        return loss.name().equals(LOSS) ? LOSS + ".value" : loss.name();
    }

    private static String metricName(Roles roles, String loss, String metric) {
        return roles.losses().size() > 1 ? loss + "." + metric : metric;
    }

    private Graph lower() {
        for (ModelNode node : model.nodes()) {
            boolean wanted = mode != Mode.INFER || roles.predicting().contains(node.name());
            if (wanted) {
                List<Value> inputs = node.reads().stream().map(this::value).toList();
                values.put(node.name(), node.layer().lowerAll(new NodeLowering(node), inputs));
            }
        }
        return builder.build(mode == Mode.INFER ? results() : losses()).withoutDeadNodes();
    }

    /** A node's first result. */
    private Value value(String node) {
        return values.get(node).get(0);
    }

    private List<Output> results() {
        return roles.outputs().stream()
                .map(node -> new Output(Output.Kind.RESULT, node.name(), value(node.name())))
                .toList();
    }

    private List<Output> losses() {
        List<Output> outputs = new ArrayList<>();
        Value total = null;
        for (ModelNode node : roles.losses()) {
            Value loss = value(node.name());
            if (roles.losses().size() > 1) {
                outputs.add(new Output(Output.Kind.METRIC, ownName(node), loss));
            }
            total = total == null ? loss : builder.add(LOSS, Arithmetic.ADD, total, loss);
        }
        outputs.add(0, new Output(Output.Kind.METRIC, LOSS, total));
        outputs.addAll(metrics);
        return outputs;
    }

    /** One layer's view of the graph that is being made. */
    private final class NodeLowering implements Lowering {
        private final ModelNode node;

        NodeLowering(ModelNode node) {
            this.node = node;
        }

        @Override
        public Mode mode() {
            return mode;
        }

        @Override
        public Convention convention() {
            return model.declaration().convention();
        }

        @Override
        public boolean frozen() {
            return node.declaration().frozen();
        }

        @Override
        public String node() {
            return node.name();
        }

        @Override
        public Value weight(String suffix) {
            Optional<ModelNode> owner = suffix.equals(Ties.SUFFIX) ? Ties.owner(model, node) : Optional.empty();
            return owner.map(this::tied).orElseGet(() -> weight(node, suffix));
        }

        /** The weight of another node, as this one wants it. */
        private Value tied(ModelNode owner) {
            Transpose turn = new Transpose(Ties.axes(model, node, owner));
            Value weight = weight(owner, Ties.SUFFIX);
            return turn.isIdentity() ? weight : add(turn, weight);
        }

        private Value weight(ModelNode node, String suffix) {
            Weight weight = node.layer().weights(model.inputs(node)).stream()
                    .filter(w -> w.suffix().equals(suffix))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(node.name() + " has no weight " + suffix));
            Parameter parameter =
                    weight.parameter(node.weightPrefix(), node.declaration().frozen());
            return builder.add(node.name() + "." + suffix, new Sources.Weight(parameter));
        }

        @Override
        public Optional<Value> role(String name) {
            OptionalInt index = model.inputs(node).role(name);
            return index.isPresent() ? Optional.of(value(node.reads().get(index.getAsInt()))) : Optional.empty();
        }

        @Override
        public List<Value> results(int i) {
            return values.get(node.reads().get(i));
        }

        @Override
        public Value add(Primitive op, Value... inputs) {
            return builder.add(node.name(), op, inputs);
        }

        @Override
        public List<Value> addAll(Primitive op, Value... inputs) {
            return builder.addAll(node.name(), op, Arrays.asList(inputs));
        }

        @Override
        public void metric(String name, Value value) {
            metrics.add(new Output(Output.Kind.METRIC, metricName(roles, node.name(), name), value));
        }
    }
}
