package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.KernelCall.Argument;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.ir.Streamed;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The recurrence {@code h' = f(x + h W)} over x[..., T, u] with W[u, u]. Inputs: x, W, and those of {@link RecurrentOptions}.
 * Results: all states y[..., T, u], zeros past a row's length; the final state [..., u]; what each step computes, and the states
 * before each step [..., T, u].
 *
 * @param function TANH or RELU
 */
public record Rnn(Activate function, RecurrentOptions options) implements Primitive {
    private static final int FIRST = 2;

    @Override
    public String toString() {
        return "Rnn[" + function.word() + options + "]";
    }

    @Override
    public String name() {
        return "rnn";
    }

    private static int units(TensorType sums) {
        return sums.shape().dim(-1).asInt();
    }

    private static TensorType last(TensorType sums) {
        return TensorType.f32(sums.shape().leading(2).append(sums.shape().dim(-1)));
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        TensorType sums = inputs.get(0);
        return List.of(sums, last(sums), sums, sums);
    }

    /** What is computed may lie over the sums. */
    @Override
    public boolean mayOverwrite(int result, int input) {
        return result == 2 && input == 0;
    }

    @Override
    public void gradient(Backward b) {
        List<Value> inputs = new ArrayList<>(List.of(b.result(2), b.input(1)));
        b.grad(0).ifPresent(inputs::add);
        b.grad(1).ifPresent(inputs::add);
        options.lengthsInput(FIRST).ifPresent(i -> inputs.add(b.input(i)));
        Gradient op =
                new Gradient(function, options, b.grad(0).isPresent(), b.grad(1).isPresent());
        List<Value> results = b.makeAll(op, inputs.toArray(new Value[0]));
        b.give(0, results.get(0));
        if (b.needs(1)) {
            b.give(1, b.make(new Dense.BackwardWeights(), b.result(3), results.get(0)));
        }
        options.stateInput(FIRST).ifPresent(i -> b.give(i, results.get(1)));
    }

    @Override
    public Optional<List<Value>> stream(Streamed s) {
        return RecurrentSteps.of(s, options, FIRST, units(s.type(0)), false, going -> new Rnn(function, going));
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        int units = units(inputs.get(0));
        List<Argument> arguments = new ArrayList<>(List.of(
                new Argument.OptionalResult(0),
                KernelCall.result(1),
                KernelCall.result(2),
                new Argument.OptionalResult(3),
                KernelCall.input(0),
                KernelCall.input(1),
                RecurrentOptions.argument(options.stateInput(FIRST))));
        RecurrentOptions.addLengths(arguments, options.lengthsInput(FIRST));
        arguments.add(KernelScratch.scratch(KernelScratch.recurrent(units, units)));
        options.addSizes(arguments, inputs.get(0).shape(), units);
        arguments.add(function.activation());
        return List.of(KernelCall.of("RnnKernels", "forward", arguments.toArray(new Argument[0]))
                .bySample());
    }

    @Override
    public void reference(Reference r) {
        int u = units(r.inputType(0));
        double[] h = r.result(1);
        options.stateInput(FIRST).ifPresent(i -> System.arraycopy(r.input(i), 0, h, 0, h.length));
        options.forEach(r, r.inputType(0).shape(), options.lengthsInput(FIRST), false, (row, at, valid) -> {
            System.arraycopy(h, row * u, r.result(3), at * u, u);
            if (!valid) {
                return;
            }
            for (int j = 0; j < u; j++) {
                double sum = r.input(0)[at * u + j] + RecurrentOptions.product(h, row, r.input(1), u, u, j);
                r.result(2)[at * u + j] = function.apply(sum);
            }
            System.arraycopy(r.result(2), at * u, h, row * u, u);
            System.arraycopy(h, row * u, r.result(0), at * u, u);
        });
    }

    /**
     * The gradients by x[..., T, u] and by the initial state [..., u]. Inputs: what each step has computed, W, the gradients by y and
     * by the final state as far as there are any, and the lengths.
     */
    public record Gradient(Activate function, RecurrentOptions options, boolean dy, boolean dState)
            implements Primitive {
        @Override
        public String name() {
            return "rnn_gradient";
        }

        private OptionalInt stateInput() {
            return dState ? OptionalInt.of(dy ? 3 : 2) : OptionalInt.empty();
        }

        private OptionalInt lengthsInput() {
            return options.lengths() ? OptionalInt.of(2 + (dy ? 1 : 0) + (dState ? 1 : 0)) : OptionalInt.empty();
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(inputs.get(0), last(inputs.get(0)));
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
                    KernelCall.input(0),
                    KernelCall.input(1),
                    dy ? KernelCall.input(2) : new Argument.Absent(),
                    RecurrentOptions.argument(stateInput())));
            RecurrentOptions.addLengths(arguments, lengthsInput());
            arguments.add(KernelScratch.scratch(KernelScratch.recurrent(units, units)));
            options.addSizes(arguments, inputs.get(0).shape(), units);
            arguments.add(function.activation());
            return List.of(KernelCall.of("RnnKernels", "backward", arguments.toArray(new Argument[0]))
                    .bySample());
        }

        @Override
        public void reference(Reference r) {
            int u = units(r.inputType(0));
            double[] computed = r.input(0);
            double[] dx = r.result(0);
            double[] dh = r.result(1);
            boolean relu = function.function() == io.lamina.ActivationFunction.RELU;
            stateInput().ifPresent(i -> System.arraycopy(r.input(i), 0, dh, 0, dh.length));
            options.forEach(r, r.inputType(0).shape(), lengthsInput(), true, (row, at, valid) -> {
                if (!valid) {
                    return;
                }
                for (int j = 0; j < u; j++) {
                    double y = computed[at * u + j];
                    double d = dh[row * u + j] + (dy ? r.input(2)[at * u + j] : 0);
                    double slope = relu ? (y > 0 ? 1 : 0) : 1 - y * y;
                    dx[at * u + j] = d * slope;
                }
                for (int j = 0; j < u; j++) {
                    dh[row * u + j] = RecurrentOptions.productBack(dx, at, r.input(1), j, u);
                }
            });
        }
    }
}
