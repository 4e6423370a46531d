package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.ir.Streamed;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * {@code y[..., t, :] = x[..., t, :] + table[t, :]}: inputs x[..., T, C] and table[L, C], whose rows behind T are not read.
 *
 * @param later whether the first step of x is not the first of the sequence, but the one that a session has come to
 */
public record AddPositions(boolean later) implements Primitive {
    @Override
    public String name() {
        return "add_positions";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        return List.of(inputs.get(0));
    }

    @Override
    public boolean mayOverwrite(int result, int input) {
        return input == 0;
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).ifPresent(dy -> {
            b.give(0, dy);
            if (b.needs(1)) {
                b.give(1, b.make(new TableGradient(b.type(1)), dy));
            }
        });
    }

    @Override
    public Optional<List<Value>> stream(Streamed s) {
        return Optional.of(List.of(s.make(new AddPositions(true), s.input(0), s.input(1))));
    }

    /** The position of the first step. */
    static KernelCall.Argument first(boolean later) {
        return later ? new KernelCall.Argument.Position() : new KernelCall.Argument.Whole(0);
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        Shape x = inputs.get(0).shape();
        return List.of(KernelCall.of(
                        "PositionKernels",
                        "add",
                        KernelCall.result(0),
                        KernelCall.input(0),
                        KernelCall.input(1),
                        KernelCall.size(x.leading(2).size()),
                        KernelCall.size(x.dim(-2)),
                        KernelCall.size(x.dim(-1)),
                        first(later))
                .bySample());
    }

    @Override
    public void reference(Reference r) {
        int c = r.size(r.inputType(0).shape().dim(-1));
        int size = r.size(r.inputType(0).shape().dim(-2)) * c;
        int first = later ? r.position() * c : 0;
        for (int i = 0; i < r.result(0).length; i++) {
            r.result(0)[i] = r.input(0)[i] + r.input(1)[first + i % size];
        }
    }

    /**
     * The sum over all sequences, 0 in the rows that none has reached: input dy[..., T, C].
     *
     * @param table the type of the table
     */
    public record TableGradient(TensorType table) implements Primitive {
        /** Threads compute multiples of so many columns: a cache line, which is a whole number of vectors. */
        private static final int COLUMNS = 16;

        @Override
        public String name() {
            return "position_gradient";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(table);
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            Shape dy = inputs.get(0).shape();
            Dim reached = dy.trailing(2).size();
            KernelCall sums = KernelCall.of(
                            "ReduceKernels",
                            "sumRows",
                            KernelCall.result(0),
                            KernelCall.input(0),
                            KernelCall.size(dy.leading(2).size()),
                            KernelCall.size(reached))
                    .byRange(reached, COLUMNS);
            Dim rest = table.shape().size().minus(reached);
            KernelCall zeros = KernelCall.of(
                    "ArithmeticKernels",
                    "fill",
                    new KernelCall.Argument.Result(0, reached),
                    KernelCall.size(rest),
                    KernelCall.real(0));
            return rest.is(0) ? List.of(sums) : List.of(sums, zeros);
        }

        @Override
        public void reference(Reference r) {
            int size = r.size(r.inputType(0).shape().trailing(2).size());
            for (int i = 0; i < r.input(0).length; i++) {
                r.result(0)[i % size] += r.input(0)[i];
            }
        }
    }

    /**
     * {@code y = x + sinusoids}: input x[..., T, C]; see {@link SinusoidalPositionLayer}.
     *
     * @param length positions there may be
     */
    public record Sinusoidal(int length, double base, boolean later) implements Primitive {
        @Override
        public String name() {
            return "add_sinusoids";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(inputs.get(0));
        }

        @Override
        public boolean mayOverwrite(int result, int input) {
            return true;
        }

        @Override
        public void gradient(Backward b) {
            b.grad(0).ifPresent(dy -> b.give(0, dy));
        }

        @Override
        public Optional<List<Value>> stream(Streamed s) {
            return Optional.of(List.of(s.make(new Sinusoidal(length, base, true), s.input(0))));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            Shape x = inputs.get(0).shape();
            return List.of(KernelCall.of(
                            "PositionKernels",
                            "addSinusoids",
                            KernelCall.result(0),
                            KernelCall.input(0),
                            KernelCall.size(x.leading(2).size()),
                            KernelCall.size(x.dim(-2)),
                            KernelCall.size(x.dim(-1)),
                            first(later),
                            new KernelCall.Argument.Geometry(
                                    "Sinusoids", List.of(length, x.dim(-1).asInt(), base)))
                    .bySample());
        }

        @Override
        public void reference(Reference r) {
            int c = r.size(r.inputType(0).shape().dim(-1));
            int steps = r.size(r.inputType(0).shape().dim(-2));
            int first = later ? r.position() : 0;
            for (int i = 0; i < r.result(0).length; i++) {
                int column = i % c;
                double angle = (first + i / c % steps) / Math.pow(base, (double) (column - column % 2) / c);
                r.result(0)[i] = r.input(0)[i] + (column % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
            }
        }
    }
}
