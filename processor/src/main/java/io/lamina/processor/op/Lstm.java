package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.KernelCall.Argument;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.ir.Streamed;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The recurrence of a long short-term memory over x[..., T, 4 u], the gates' sums but for their recurrent part, with W[u, 4 u];
 * gates in the order input, forget, candidate, output. Inputs: x, W, and those of {@link RecurrentOptions}. Results: all
 * states y[..., T, u]; the final state and the final cell [..., u]; the gates [..., T, 4 u]; states and cells before each step
 * [..., T, u].
 */
public record Lstm(RecurrentOptions options) implements Primitive {
    private static final int FIRST = 2;

    @Override
    public String toString() {
        return "Lstm[" + options + "]";
    }

    @Override
    public String name() {
        return "lstm";
    }

    private static int units(TensorType sums) {
        return sums.shape().dim(-1).asInt() / 4;
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        TensorType sums = inputs.get(0);
        Dim units = Dim.of(units(sums));
        TensorType sequence = TensorType.f32(sums.shape().with(-1, units));
        TensorType last = TensorType.f32(sums.shape().leading(2).append(units));
        return List.of(sequence, last, last, sums, sequence, sequence);
    }

    /** The gates may lie over the sums. */
    @Override
    public boolean mayOverwrite(int result, int input) {
        return result == 3 && input == 0;
    }

    @Override
    public void gradient(Backward b) {
        OptionalInt lengths = options.lengthsInput(FIRST);
        List<Value> inputs = new ArrayList<>(List.of(b.result(3), b.result(5), b.input(1)));
        for (int k = 0; k < 3; k++) {
            b.grad(k).ifPresent(inputs::add);
        }
        lengths.ifPresent(i -> inputs.add(b.input(i)));
        Gradient op = new Gradient(
                options, b.grad(0).isPresent(), b.grad(1).isPresent(), b.grad(2).isPresent());
        List<Value> results = b.makeAll(op, inputs.toArray(new Value[0]));
        b.give(0, results.get(0));
        if (b.needs(1)) {
            b.give(1, b.make(new Dense.BackwardWeights(), b.result(4), results.get(0)));
        }
        options.stateInput(FIRST).ifPresent(i -> b.give(i, results.get(1)));
        options.cellInput(FIRST).ifPresent(i -> b.give(i, results.get(2)));
    }

    @Override
    public Optional<List<Value>> stream(Streamed s) {
        return RecurrentSteps.of(s, options, FIRST, units(s.type(0)), true, Lstm::new);
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        int units = units(inputs.get(0));
        List<Argument> arguments = new ArrayList<>(List.of(
                new Argument.OptionalResult(0),
                KernelCall.result(1),
                KernelCall.result(2),
                new Argument.OptionalResult(3),
                new Argument.OptionalResult(4),
                new Argument.OptionalResult(5),
                KernelCall.input(0),
                KernelCall.input(1),
                RecurrentOptions.argument(options.stateInput(FIRST)),
                RecurrentOptions.argument(options.cellInput(FIRST))));
        RecurrentOptions.addLengths(arguments, options.lengthsInput(FIRST));
        arguments.add(KernelScratch.scratch(KernelScratch.lstm(units)));
        options.addSizes(arguments, inputs.get(0).shape(), units);
        return List.of(KernelCall.of("LstmKernels", "forward", arguments.toArray(new Argument[0]))
                .bySample());
    }

    @Override
    public void reference(Reference r) {
        Shape sums = r.inputType(0).shape();
        int u = units(r.inputType(0));
        double[] x = r.input(0);
        double[] w = r.input(1);
        double[] h = r.result(1);
        double[] c = r.result(2);
        double[] gates = r.result(3);
        options.stateInput(FIRST).ifPresent(i -> System.arraycopy(r.input(i), 0, h, 0, h.length));
        options.cellInput(FIRST).ifPresent(i -> System.arraycopy(r.input(i), 0, c, 0, c.length));
        options.forEach(r, sums, options.lengthsInput(FIRST), false, (row, at, valid) -> {
            System.arraycopy(h, row * u, r.result(4), at * u, u);
            System.arraycopy(c, row * u, r.result(5), at * u, u);
            if (!valid) {
                return;
            }
            for (int k = 0; k < 4 * u; k++) {
                double sum = x[at * 4 * u + k] + RecurrentOptions.product(h, row, w, u, 4 * u, k);
                gates[at * 4 * u + k] = k / u == 2 ? Math.tanh(sum) : RecurrentOptions.sigmoid(sum);
            }
            for (int j = 0; j < u; j++) {
                int g = at * 4 * u + j;
                int unit = row * u + j;
                c[unit] = gates[g + u] * c[unit] + gates[g] * gates[g + 2 * u];
                h[unit] = gates[g + 3 * u] * Math.tanh(c[unit]);
                r.result(0)[at * u + j] = h[unit];
            }
        });
    }

    /**
     * The gradients by x[..., T, 4 u], and by the initial state and cell [..., u]. Inputs: the gates, the cells before each
     * step, W, the gradients by y, by the final state and by the final cell as far as there are any, and the lengths.
     */
    public record Gradient(RecurrentOptions options, boolean dy, boolean dState, boolean dCell) implements Primitive {
        @Override
        public String name() {
            return "lstm_gradient";
        }

        private OptionalInt input(boolean exists, boolean... before) {
            int index = 3;
            for (boolean other : before) {
                index += other ? 1 : 0;
            }
            return exists ? OptionalInt.of(index) : OptionalInt.empty();
        }

        private OptionalInt lengthsInput() {
            return input(options.lengths(), dy, dState, dCell);
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            TensorType gates = inputs.get(0);
            TensorType last = TensorType.f32(gates.shape().leading(2).append(Dim.of(units(gates))));
            return List.of(gates, last, last);
        }

        @Override
        public boolean mayOverwrite(int result, int input) {
            return result == 0 && input == 0;
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            int units = units(inputs.get(0));
            List<Argument> arguments = new ArrayList<>(List.of(
                    KernelCall.result(0),
                    KernelCall.result(1),
                    KernelCall.result(2),
                    KernelCall.input(0),
                    KernelCall.input(1),
                    KernelCall.input(2),
                    RecurrentOptions.argument(input(dy)),
                    RecurrentOptions.argument(input(dState, dy)),
                    RecurrentOptions.argument(input(dCell, dy, dState))));
            RecurrentOptions.addLengths(arguments, lengthsInput());
            arguments.add(KernelScratch.scratch(KernelScratch.recurrent(4 * units, units) + units));
            options.addSizes(arguments, inputs.get(0).shape(), units);
            return List.of(KernelCall.of("LstmKernels", "backward", arguments.toArray(new Argument[0]))
                    .bySample());
        }

        @Override
        public void reference(Reference r) {
            int u = units(r.inputType(0));
            double[] gates = r.input(0);
            double[] w = r.input(2);
            double[] dx = r.result(0);
            double[] dh = r.result(1);
            double[] dc = r.result(2);
            input(dState, dy).ifPresent(i -> System.arraycopy(r.input(i), 0, dh, 0, dh.length));
            input(dCell, dy, dState).ifPresent(i -> System.arraycopy(r.input(i), 0, dc, 0, dc.length));
            options.forEach(r, r.inputType(0).shape(), lengthsInput(), true, (row, at, valid) -> {
                if (!valid) {
                    return;
                }
                for (int j = 0; j < u; j++) {
                    int g = at * 4 * u + j;
                    double input = gates[g];
                    double forget = gates[g + u];
                    double candidate = gates[g + 2 * u];
                    double output = gates[g + 3 * u];
                    double before = r.input(1)[at * u + j];
                    double tanh = Math.tanh(forget * before + input * candidate);
                    double d = dh[row * u + j] + (dy ? r.input(3)[at * u + j] : 0);
                    double cell = dc[row * u + j] + d * output * (1 - tanh * tanh);
                    dx[g] = cell * candidate * input * (1 - input);
                    dx[g + u] = cell * before * forget * (1 - forget);
                    dx[g + 2 * u] = cell * input * (1 - candidate * candidate);
                    dx[g + 3 * u] = d * tanh * output * (1 - output);
                    dc[row * u + j] = cell * forget;
                }
                for (int j = 0; j < u; j++) {
                    dh[row * u + j] = RecurrentOptions.productBack(dx, at, w, j, 4 * u);
                }
            });
        }
    }
}
