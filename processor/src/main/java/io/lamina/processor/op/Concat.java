package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Tensors joined along one axis.
 *
 * @param axis counted from the end
 */
public record Concat(int axis) implements Primitive {
    @Override
    public String name() {
        return "concat";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        Shape first = inputs.get(0).shape();
        Dim sum = Dim.of(0);
        for (TensorType input : inputs) {
            if (!input.shape().with(axis, Dim.ONE).equals(first.with(axis, Dim.ONE))) {
                throw new IllegalArgumentException("concat of " + inputs + " along " + axis);
            }
            sum = sum.plus(input.shape().dim(axis));
        }
        return List.of(new TensorType(inputs.get(0).type(), first.with(axis, sum)));
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).ifPresent(dy -> {
            Dim from = Dim.of(0);
            for (int i = 0; i < b.result(0).producer().inputs().size(); i++) {
                Dim size = b.type(i).shape().dim(axis);
                if (b.needs(i)) {
                    b.give(i, b.make(new Slice(axis, from, size), dy));
                }
                from = from.plus(size);
            }
        });
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        Dim whole = results(inputs).get(0).shape().trailing(-axis).size();
        List<KernelCall> calls = new ArrayList<>();
        Dim from = Dim.of(0);
        for (int i = 0; i < inputs.size(); i++) {
            Dim width = inputs.get(i).shape().trailing(-axis).size();
            calls.add(KernelCall.of(
                            "ArithmeticKernels",
                            "copyColumns",
                            new KernelCall.Argument.Result(0, from),
                            KernelCall.size(whole),
                            KernelCall.input(i),
                            KernelCall.size(width),
                            KernelCall.size(inputs.get(i).shape().leading(-axis).size()),
                            KernelCall.size(width))
                    .bySample());
            from = from.plus(width);
        }
        return calls;
    }

    @Override
    public void reference(Reference r) {
        int whole = r.size(r.resultType(0).shape().trailing(-axis).size());
        int from = 0;
        int inputs = r.inputs();
        for (int i = 0; i < inputs; i++) {
            int width = r.size(r.inputType(i).shape().trailing(-axis).size());
            for (int k = 0; k < r.input(i).length; k++) {
                r.result(0)[k / width * whole + from + k % width] = r.input(i)[k];
            }
            from += width;
        }
    }

    /**
     * The part of a tensor from one place on along an axis: what a join is undone with.
     *
     * @param axis counted from the end
     */
    public record Slice(int axis, Dim from, Dim size) implements Primitive {
        @Override
        public String name() {
            return "slice";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(
                    new TensorType(inputs.get(0).type(), inputs.get(0).shape().with(axis, size)));
        }

        /** The gradient between zeros. */
        @Override
        public void gradient(Backward b) {
            b.grad(0).ifPresent(dy -> {
                Shape whole = b.type(0).shape();
                List<Value> parts = new ArrayList<>();
                if (!from.is(0)) {
                    parts.add(b.make(new Fill(TensorType.f32(whole.with(axis, from)), 0)));
                }
                parts.add(dy);
                Dim behind = whole.dim(axis).minus(from).minus(size);
                if (!behind.is(0)) {
                    parts.add(b.make(new Fill(TensorType.f32(whole.with(axis, behind)), 0)));
                }
                b.give(0, parts.size() == 1 ? dy : b.make(new Concat(axis), parts.toArray(new Value[0])));
            });
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            Shape in = inputs.get(0).shape();
            Dim step = in.trailing(-axis - 1).size();
            return List.of(KernelCall.of(
                            "ArithmeticKernels",
                            "copyColumns",
                            KernelCall.result(0),
                            KernelCall.size(size.times(step)),
                            new KernelCall.Argument.Input(0, from.times(step)),
                            KernelCall.size(in.trailing(-axis).size()),
                            KernelCall.size(in.leading(-axis).size()),
                            KernelCall.size(size.times(step)))
                    .bySample());
        }

        @Override
        public void reference(Reference r) {
            Shape in = r.inputType(0).shape();
            int step = r.size(in.trailing(-axis - 1).size());
            int whole = r.size(in.trailing(-axis).size());
            int width = r.size(size) * step;
            for (int k = 0; k < r.result(0).length; k++) {
                r.result(0)[k] = r.input(0)[k / width * whole + r.size(from) * step + k % width];
            }
        }
    }
}
