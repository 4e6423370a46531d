package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.KernelCall.Argument;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.ir.Streamed;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The recurrence of gated recurrent units over x[..., T, 3 u], the gates' sums but for their recurrent part, with W[u, 3 u] and
 * its own bias b[3 u]. Inputs: x, W, b, and those of {@link RecurrentOptions}. Results: all states y[..., T, u]; the final
 * state [..., u]; the gates and the candidate [..., T, 3 u]; the recurrent part of the candidate's sum in the step that is
 * computed last [..., u]; states before each step [..., T, u]; that recurrent part in all steps [..., T, u].
 *
 * @param updateFirst whether the update gate stands in front of the reset gate, as in Keras, or behind it, as in PyTorch
 */
public record Gru(boolean updateFirst, RecurrentOptions options) implements Primitive {
    private static final int FIRST = 3;

    @Override
    public String toString() {
        return "Gru[" + (updateFirst ? "update first" : "reset first") + options + "]";
    }

    @Override
    public String name() {
        return "gru";
    }

    private static int units(TensorType sums) {
        return sums.shape().dim(-1).asInt() / 3;
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        TensorType sums = inputs.get(0);
        Dim units = Dim.of(units(sums));
        TensorType sequence = TensorType.f32(sums.shape().with(-1, units));
        TensorType last = TensorType.f32(sums.shape().leading(2).append(units));
        return List.of(sequence, last, sums, last, sequence, sequence);
    }

    /** The gates may lie over the sums. */
    @Override
    public boolean mayOverwrite(int result, int input) {
        return result == 2 && input == 0;
    }

    @Override
    public void gradient(Backward b) {
        List<Value> inputs = new ArrayList<>(List.of(b.result(2), b.result(4), b.result(5), b.input(1)));
        b.grad(0).ifPresent(inputs::add);
        b.grad(1).ifPresent(inputs::add);
        options.lengthsInput(FIRST).ifPresent(i -> inputs.add(b.input(i)));
        Gradient op = new Gradient(
                updateFirst, options, b.grad(0).isPresent(), b.grad(1).isPresent());
        List<Value> results = b.makeAll(op, inputs.toArray(new Value[0]));
        b.give(0, results.get(0));
        if (b.needs(1)) {
            b.give(1, b.make(new Dense.BackwardWeights(), b.result(4), results.get(2)));
        }
        if (b.needs(2)) {
            b.give(2, Arithmetic.sumRows(b, results.get(2), b.type(2)));
        }
        options.stateInput(FIRST).ifPresent(i -> b.give(i, results.get(1)));
    }

    @Override
    public Optional<List<Value>> stream(Streamed s) {
        return RecurrentSteps.of(s, options, FIRST, units(s.type(0)), false, going -> new Gru(updateFirst, going));
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        int units = units(inputs.get(0));
        List<Argument> arguments = new ArrayList<>(List.of(
                new Argument.OptionalResult(0),
                KernelCall.result(1),
                KernelCall.result(2),
                KernelCall.result(3),
                new Argument.OptionalResult(4),
                new Argument.OptionalResult(5),
                KernelCall.input(0),
                KernelCall.input(1),
                KernelCall.input(2),
                RecurrentOptions.argument(options.stateInput(FIRST))));
        RecurrentOptions.addLengths(arguments, options.lengthsInput(FIRST));
        arguments.add(KernelScratch.scratch(
                KernelScratch.recurrent(units, 2 * units) + KernelScratch.recurrent(units, units)));
        options.addSizes(arguments, inputs.get(0).shape(), units);
        arguments.add(KernelCall.flag(updateFirst));
        return List.of(KernelCall.of("GruKernels", "forward", arguments.toArray(new Argument[0]))
                .bySample());
    }

    @Override
    public void reference(Reference r) {
        int u = units(r.inputType(0));
        double[] x = r.input(0);
        double[] h = r.result(1);
        double[] gates = r.result(2);
        double[] q = r.result(3);
        options.stateInput(FIRST).ifPresent(i -> System.arraycopy(r.input(i), 0, h, 0, h.length));
        options.forEach(r, r.inputType(0).shape(), options.lengthsInput(FIRST), false, (row, at, valid) -> {
            System.arraycopy(h, row * u, r.result(4), at * u, u);
            double[] recurrent = new double[3 * u];
            for (int k = 0; k < 3 * u; k++) {
                recurrent[k] = r.input(2)[k] + RecurrentOptions.product(h, row, r.input(1), u, 3 * u, k);
            }
            for (int j = 0; j < u; j++) {
                int g = at * 3 * u + j;
                q[row * u + j] = recurrent[2 * u + j];
                r.result(5)[at * u + j] = recurrent[2 * u + j];
                if (valid) {
                    double first = RecurrentOptions.sigmoid(x[g] + recurrent[j]);
                    double second = RecurrentOptions.sigmoid(x[g + u] + recurrent[u + j]);
                    double update = updateFirst ? first : second;
                    double candidate = Math.tanh(x[g + 2 * u] + (updateFirst ? second : first) * recurrent[2 * u + j]);
                    gates[g] = first;
                    gates[g + u] = second;
                    gates[g + 2 * u] = candidate;
                    h[row * u + j] = (1 - update) * candidate + update * h[row * u + j];
                    r.result(0)[at * u + j] = h[row * u + j];
                }
            }
        });
    }

    /**
     * The gradients by x[..., T, 3 u], by the initial state [..., u], and by the recurrent products with their bias [..., T, 3 u].
     * Inputs: gates and candidate, the states before each step, the recurrent part of each candidate's sum, W, the gradients by
     * y and by the final state as far as there are any, and the lengths.
     */
    public record Gradient(boolean updateFirst, RecurrentOptions options, boolean dy, boolean dState)
            implements Primitive {
        @Override
        public String name() {
            return "gru_gradient";
        }

        private OptionalInt stateInput() {
            return dState ? OptionalInt.of(dy ? 5 : 4) : OptionalInt.empty();
        }

        private OptionalInt lengthsInput() {
            return options.lengths() ? OptionalInt.of(4 + (dy ? 1 : 0) + (dState ? 1 : 0)) : OptionalInt.empty();
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            TensorType gates = inputs.get(0);
            TensorType last = TensorType.f32(gates.shape().leading(2).append(Dim.of(units(gates))));
            return List.of(gates, last, gates);
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
                    KernelCall.input(3),
                    dy ? KernelCall.input(4) : new Argument.Absent(),
                    RecurrentOptions.argument(stateInput())));
            RecurrentOptions.addLengths(arguments, lengthsInput());
            arguments.add(KernelScratch.scratch(KernelScratch.recurrent(3 * units, units)));
            options.addSizes(arguments, inputs.get(0).shape(), units);
            arguments.add(KernelCall.flag(updateFirst));
            return List.of(KernelCall.of("GruKernels", "backward", arguments.toArray(new Argument[0]))
                    .bySample());
        }

        @Override
        public void reference(Reference r) {
            int u = units(r.inputType(0));
            double[] gates = r.input(0);
            double[] dx = r.result(0);
            double[] dh = r.result(1);
            double[] dr = r.result(2);
            int reset = updateFirst ? u : 0;
            stateInput().ifPresent(i -> System.arraycopy(r.input(i), 0, dh, 0, dh.length));
            options.forEach(r, r.inputType(0).shape(), lengthsInput(), true, (row, at, valid) -> {
                if (!valid) {
                    return;
                }
                double[] kept = new double[u];
                for (int j = 0; j < u; j++) {
                    int g = at * 3 * u + j;
                    double update = gates[g + u - reset];
                    double candidate = gates[g + 2 * u];
                    double d = dh[row * u + j] + (dy ? r.input(4)[at * u + j] : 0);
                    double dCandidate = d * (1 - update) * (1 - candidate * candidate);
                    double opened = gates[g + reset];
                    dx[g + reset] = dCandidate * r.input(2)[at * u + j] * opened * (1 - opened);
                    dx[g + u - reset] = d * (r.input(1)[at * u + j] - candidate) * update * (1 - update);
                    dx[g + 2 * u] = dCandidate;
                    dr[g] = dx[g];
                    dr[g + u] = dx[g + u];
                    dr[g + 2 * u] = dCandidate * opened;
                    kept[j] = d * update;
                }
                for (int j = 0; j < u; j++) {
                    dh[row * u + j] = kept[j] + RecurrentOptions.productBack(dr, at, r.input(3), j, 3 * u);
                }
            });
        }
    }
}
