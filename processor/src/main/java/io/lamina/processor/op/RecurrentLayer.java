package io.lamina.processor.op;

import io.lamina.ActivationFunction;
import io.lamina.Convention;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code @Rnn}, {@code @Lstm}, {@code @Gru}: over the last two dimensions, steps and features. Each layer and direction is one dense
 * product for all steps and a recurrence behind it.
 */
public record RecurrentLayer(Cell cell, Attributes attributes, Convention convention) implements LayerWithParts {
    /** The kinds of recurrence. */
    enum Cell {
        RNN(1),
        LSTM(4),
        GRU(3);

        /** Sums for each unit. */
        final int gates;

        Cell(int gates) {
            this.gates = gates;
        }
    }

    static final String INITIAL_STATE = "initialState";
    static final String INITIAL_CELL = "initialCell";
    static final String LENGTHS = "lengths";

    public static RecurrentLayer rnn(Attributes attributes, Convention convention) {
        return new RecurrentLayer(Cell.RNN, attributes, convention);
    }

    public static RecurrentLayer lstm(Attributes attributes, Convention convention) {
        return new RecurrentLayer(Cell.LSTM, attributes, convention);
    }

    public static RecurrentLayer gru(Attributes attributes, Convention convention) {
        return new RecurrentLayer(Cell.GRU, attributes, convention);
    }

    private int units() {
        return attributes.integer(attributes.positional("units"));
    }

    private int layers() {
        return attributes.integer("layers");
    }

    private int directions() {
        return attributes.flag("bidirectional") ? 2 : 1;
    }

    private float dropout() {
        return (float) attributes.number("dropout");
    }

    /** Whether a dropout is asked for between layers of which there is one alone. */
    public boolean dropsNothing() {
        return layers() == 1 && dropout() > 0;
    }

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public List<String> roles() {
        return cell == Cell.LSTM ? List.of(INITIAL_STATE, INITIAL_CELL, LENGTHS) : List.of(INITIAL_STATE, LENGTHS);
    }

    @Override
    public List<String> parts() {
        return cell == Cell.LSTM ? List.of("output", "state", "cell") : List.of("output", "state");
    }

    @Override
    public void check(NodeReport report) {
        Checks.positive(report, attributes.positional("units"), "units", units());
        Checks.positive(report, "layers", layers());
        if (!(dropout() >= 0 && dropout() < 1)) {
            report.problem(
                    Code.InvalidAttribute,
                    "dropout",
                    "dropout is " + attributes.number("dropout") + ", but must be at least 0 and below 1",
                    "Give the share of values that is dropped between two layers, such as 0.2.");
        }
        if (cell == Cell.RNN
                && !List.of(ActivationFunction.TANH, ActivationFunction.RELU).contains(function())) {
            report.problem(
                    Code.InvalidAttribute,
                    "activation",
                    "activation is " + function() + ", but a recurrence has TANH or RELU",
                    "Write one of these; another function may follow as @Activation.");
        }
    }

    private ActivationFunction function() {
        return attributes.constant("activation", ActivationFunction.class);
    }

    @Override
    public Optional<List<TensorType>> shapes(Inputs in, NodeReport report) {
        boolean fits = Checks.floats(in, 0, report)
                && Checks.rank(in, 0, 2, "steps and features", report)
                && Checks.constant(in, 0, in.shape(0).dim(-1), "the number of features", report);
        if (!fits) {
            return Optional.empty();
        }
        Shape before = in.shape(0).leading(2);
        Shape state = state(before);
        fits = checkLengths(in, before, report);
        fits &= checkState(INITIAL_STATE, in, state, report);
        fits &= checkState(INITIAL_CELL, in, state, report);
        if (!fits) {
            return Optional.empty();
        }
        Dim width = Dim.of(units()).times(directions());
        TensorType output =
                TensorType.f32(attributes.flag("returnSequences") ? in.shape(0).with(-1, width) : before.append(width));
        TensorType last = TensorType.f32(state);
        return Optional.of(cell == Cell.LSTM ? List.of(output, last, last) : List.of(output, last));
    }

    /** The shape of what goes from step to step: a row for each layer and direction, where there are several. */
    private Shape state(Shape before) {
        Dim units = Dim.of(units());
        int rows = layers() * directions();
        return rows == 1 ? before.append(units) : before.append(Dim.of(rows), units);
    }

    private boolean checkLengths(Inputs in, Shape before, NodeReport report) {
        return in.role(LENGTHS).stream().allMatch(i -> {
            String shown = before.rank() == 0 ? "" : "value = \"" + before + "\", ";
            String remedy = "Declare " + in.name(i) + " as @Input(" + shown + "type = INT32).";
            return RoleChecks.ints(in, i, "the number of valid steps", remedy, report)
                    && RoleChecks.shape(
                            in,
                            i,
                            before,
                            before.rank() == 0 ? "one number of steps" : "a number of steps for each sequence",
                            remedy,
                            report);
        });
    }

    private boolean checkState(String role, Inputs in, Shape expected, NodeReport report) {
        int rows = layers() * directions();
        return in.role(role).stream()
                .allMatch(i -> Checks.floats(in, i, report)
                        && RoleChecks.shape(
                                in,
                                i,
                                expected,
                                rows == 1
                                        ? "a number for each unit"
                                        : "a row of units for each layer" + (directions() == 2 ? " and direction" : ""),
                                "Give " + in.name(i) + " that shape; @Part(\"state\") of a layer like this one has it.",
                                report));
    }

    @Override
    public List<Weight> weights(Inputs in) {
        RecurrentWeights weights = new RecurrentWeights(cell, convention, units());
        List<Weight> all = new ArrayList<>();
        for (int layer = 0; layer < layers(); layer++) {
            int features = layer == 0 ? in.shape(0).dim(-1).asInt() : units() * directions();
            for (int direction = 0; direction < directions(); direction++) {
                all.addAll(weights.of(suffix(layer, direction), features));
            }
        }
        return all;
    }

    /** PyTorch's: {@code l0}, {@code l0_reverse}. */
    private static String suffix(int layer, int direction) {
        return "l" + layer + (direction == 1 ? "_reverse" : "");
    }

    @Override
    public List<Value> lowerAll(Lowering g, List<Value> in) {
        List<Value> states = new ArrayList<>();
        List<Value> cells = new ArrayList<>();
        Value x = in.get(0);
        for (int layer = 0; layer < layers(); layer++) {
            if (layer > 0 && dropout() > 0 && g.mode() == Mode.TRAIN) {
                x = g.add(new Dropout(g.node() + ".l" + layer, dropout()), x);
            }
            List<Value> sequences = new ArrayList<>();
            for (int direction = 0; direction < directions(); direction++) {
                List<Value> results = recurrence(g, x, layer, direction);
                sequences.add(results.get(0));
                states.add(results.get(1));
                if (cell == Cell.LSTM) {
                    cells.add(results.get(2));
                }
            }
            x = joined(g, sequences);
        }
        Value output = attributes.flag("returnSequences")
                ? x
                : joined(g, states.subList(states.size() - directions(), states.size()));
        return cell == Cell.LSTM
                ? List.of(output, stacked(g, states), stacked(g, cells))
                : List.of(output, stacked(g, states));
    }

    private static Value joined(Lowering g, List<Value> values) {
        return values.size() == 1 ? values.get(0) : g.add(new Concat(-1), values.toArray(new Value[0]));
    }

    /** One behind the other in a dimension of their own, as {@link #state}. */
    private Value stacked(Lowering g, List<Value> values) {
        if (values.size() == 1) {
            return values.get(0);
        }
        Shape last = values.get(0).type().shape();
        return g.add(new Reshape(state(last.leading(1))), joined(g, values));
    }

    /** What {@link #stacked} has put together, at a place. */
    private Value unstacked(Lowering g, Value stack, int index) {
        int rows = layers() * directions();
        if (rows == 1) {
            return stack;
        }
        Dim units = Dim.of(units());
        Value flat = g.add(new Reshape(stack.type().shape().leading(2).append(units.times(rows))), stack);
        return g.add(new Concat.Slice(-1, units.times(index), units), flat);
    }

    /** One layer in one direction: its states, the final state, and the final cell of an LSTM. */
    private List<Value> recurrence(Lowering g, Value x, int layer, int direction) {
        String suffix = suffix(layer, direction);
        boolean oneBias = convention == Convention.KERAS && cell != Cell.GRU;
        Value product = g.add(Dense.PRODUCT, x, g.weight("weight_ih_" + suffix));
        Value bias = oneBias ? g.weight("bias_" + suffix) : g.weight("bias_ih_" + suffix);
        if (!oneBias && cell != Cell.GRU) {
            bias = g.add(Arithmetic.ADD, bias, g.weight("bias_hh_" + suffix));
        }
        List<Value> inputs = new ArrayList<>();
        inputs.add(g.add(Arithmetic.ADD, product, bias));
        inputs.add(g.weight("weight_hh_" + suffix));
        if (cell == Cell.GRU) {
            inputs.add(g.weight("bias_hh_" + suffix));
        }
        int index = layer * directions() + direction;
        Optional<Value> state = g.role(INITIAL_STATE);
        Optional<Value> first = g.role(INITIAL_CELL);
        Optional<Value> lengths = g.role(LENGTHS);
        state.ifPresent(stack -> inputs.add(unstacked(g, stack, index)));
        first.ifPresent(stack -> inputs.add(unstacked(g, stack, index)));
        lengths.ifPresent(inputs::add);
        RecurrentOptions options =
                new RecurrentOptions(direction == 1, state.isPresent(), first.isPresent(), lengths.isPresent());
        return g.addAll(primitive(options), inputs.toArray(new Value[0]));
    }

    private Primitive primitive(RecurrentOptions options) {
        return switch (cell) {
            case RNN -> new Rnn(new Activate(function(), 0), options);
            case LSTM -> new Lstm(options);
            case GRU -> new Gru(convention == Convention.KERAS, options);
        };
    }
}
