package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;

/**
 * Two tensors element by element. The second may lack the first's leading dimensions: it is then read again for each of
 * them, as a bias is.
 *
 * @param function applied to the result, where both have one shape; set by fusion
 */
public record Arithmetic(Kind kind, Activate function) implements Primitive.Elementwise {
    /** Which operation. */
    public enum Kind {
        ADD,
        SUBTRACT,
        MULTIPLY;

        double apply(double a, double b) {
            return switch (this) {
                case ADD -> a + b;
                case SUBTRACT -> a - b;
                case MULTIPLY -> a * b;
            };
        }

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public static final Arithmetic ADD = new Arithmetic(Kind.ADD);
    public static final Arithmetic MULTIPLY = new Arithmetic(Kind.MULTIPLY);

    public Arithmetic(Kind kind) {
        this(kind, Activate.LINEAR);
    }

    /** {@code Arithmetic[relu]}. */
    @Override
    public String toString() {
        return "Arithmetic[" + (function.isLinear() ? "" : function.word()) + "]";
    }

    @Override
    public String name() {
        return kind.word();
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        Shape a = inputs.get(0).shape();
        Shape b = inputs.get(1).shape();
        if (b.rank() > a.rank() || !a.trailing(b.rank()).equals(b)) {
            throw new IllegalArgumentException(name() + " of " + a + " and " + b);
        }
        return List.of(inputs.get(0));
    }

    private static boolean isRow(TensorType a, TensorType b) {
        return a.shape().rank() != b.shape().rank();
    }

    @Override
    public void gradient(Backward b) {
        if (!function.isLinear()) {
            Primitive.Elementwise.super.gradient(b);
        }
        b.grad(0).ifPresent(dy -> {
            if (b.needs(0)) {
                b.give(0, kind == Kind.MULTIPLY ? b.make(MULTIPLY, dy, b.input(1)) : dy);
            }
            if (b.needs(1)) {
                Value full = switch (kind) {
                    case ADD -> dy;
                    case SUBTRACT -> b.make(new Scale(-1), dy);
                    case MULTIPLY -> b.make(MULTIPLY, dy, b.input(0));
                };
                b.give(1, isRow(b.type(0), b.type(1)) ? sumRows(b, full, b.type(1)) : full);
            }
        });
    }

    /** First over each sample, which threads do for samples of their own, then over the batch. */
    static Value sumRows(Backward b, Value full, TensorType row) {
        int after = row.shape().rank();
        Shape places = full.type().shape().leading(after);
        Shape ofSample = places.trailing(places.rank() - 1);
        Value sums = ofSample.rank() == 0 ? full : b.make(new Middle(Middle.Kind.SUM, after, ofSample), full);
        return b.make(new SumRows(row), sums);
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        TensorType a = inputs.get(0);
        TensorType b = inputs.get(1);
        if (!function.isLinear()) {
            return List.of(KernelCall.of(
                            "ArithmeticKernels",
                            kind.word() + "Activate",
                            KernelCall.result(0),
                            KernelCall.input(0),
                            KernelCall.input(1),
                            KernelCall.size(a.shape().size()),
                            function.activation(),
                            KernelCall.real(function.slope()))
                    .bySample());
        }
        if (!isRow(a, b)) {
            return List.of(KernelCall.of(
                            "ArithmeticKernels",
                            kind.word(),
                            KernelCall.result(0),
                            KernelCall.input(0),
                            KernelCall.input(1),
                            KernelCall.size(a.shape().size()))
                    .bySample());
        }
        return List.of(KernelCall.of(
                        "ArithmeticKernels",
                        kind.word() + "Row",
                        KernelCall.result(0),
                        KernelCall.input(0),
                        KernelCall.input(1),
                        KernelCall.size(a.shape().leading(b.shape().rank()).size()),
                        KernelCall.size(b.shape().size()))
                .bySample());
    }

    @Override
    public void reference(Reference r) {
        double[] b = r.input(1);
        for (int i = 0; i < r.result(0).length; i++) {
            r.result(0)[i] = function.apply(kind.apply(r.input(0)[i], b[i % b.length]));
        }
    }

    /** {@code y = factor x}. */
    public record Scale(float factor) implements Primitive.Elementwise {
        @Override
        public String name() {
            return "scale";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(inputs.get(0));
        }

        @Override
        public void gradient(Backward b) {
            b.grad(0).ifPresent(dy -> b.give(0, b.make(this, dy)));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return List.of(KernelCall.of(
                            "ArithmeticKernels",
                            "scale",
                            KernelCall.result(0),
                            KernelCall.input(0),
                            KernelCall.size(inputs.get(0).shape().size()),
                            KernelCall.real(factor))
                    .bySample());
        }

        @Override
        public void reference(Reference r) {
            for (int i = 0; i < r.result(0).length; i++) {
                r.result(0)[i] = factor * r.input(0)[i];
            }
        }
    }

    /** The sum over all leading dimensions that {@code row} lacks. */
    public record SumRows(TensorType row) implements Primitive {
        /** Threads compute multiples of so many columns: a cache line, which is a whole number of vectors. */
        private static final int COLUMNS = 16;

        @Override
        public String name() {
            return "sum_rows";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(row);
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            Dim rows = inputs.get(0).shape().leading(row.shape().rank()).size();
            return List.of(KernelCall.of(
                            "ReduceKernels",
                            "sumRows",
                            KernelCall.result(0),
                            KernelCall.input(0),
                            KernelCall.size(rows),
                            KernelCall.size(row.shape().size()))
                    .byRange(row.shape().size(), COLUMNS));
        }

        @Override
        public void reference(Reference r) {
            double[] y = r.result(0);
            for (int i = 0; i < r.input(0).length; i++) {
                y[i % y.length] += r.input(0)[i];
            }
        }
    }
}
