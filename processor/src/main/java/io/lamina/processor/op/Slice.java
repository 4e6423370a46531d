package io.lamina.processor.op;

import io.lamina.DataType;
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
 * Places {@code from, from + step, ...} along one axis, {@code size} of them.
 *
 * @param axis counted from the end
 */
public record Slice(int axis, Dim from, Dim size, int step) implements Primitive {
    @Override
    public String name() {
        return "slice";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        TensorType x = inputs.get(0);
        return List.of(new TensorType(x.type(), x.shape().with(axis, size)));
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0)
                .ifPresent(dy ->
                        b.give(0, b.make(new Gradient(this, b.type(0).shape().dim(axis)), dy)));
    }

    /** The last step of a sequence is the newest one. */
    @Override
    public Optional<List<Value>> stream(Streamed s) {
        Dim time = Dim.symbol(s.time());
        boolean last =
                s.isStreamed(0) && size.is(1) && s.type(0).shape().dim(axis).equals(time) && from.equals(time.plus(-1));
        return last ? Optional.of(List.of(s.make(new StateOps.Newest(axis), s.input(0)))) : Optional.empty();
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        Shape x = inputs.get(0).shape();
        Dim inner = x.trailing(-axis - 1).size();
        return List.of(KernelCall.of(
                        "ShapeKernels",
                        inputs.get(0).type() == DataType.FLOAT32 ? "slice" : "sliceInts",
                        KernelCall.result(0),
                        new KernelCall.Argument.Input(0, from.times(inner)),
                        KernelCall.size(x.leading(-axis).size()),
                        KernelCall.size(x.trailing(-axis).size()),
                        KernelCall.size(size),
                        KernelCall.size(Dim.of(step)),
                        KernelCall.size(inner))
                .bySample());
    }

    /** For each element of the slice, where it comes from. */
    private int source(Reference r, Shape whole, int i) {
        int inner = r.size(whole.trailing(-axis - 1).size());
        int count = r.size(size);
        int row = i / (count * inner);
        int place = r.size(from) + i / inner % count * step;
        return (row * r.size(whole.dim(axis)) + place) * inner + i % inner;
    }

    @Override
    public void reference(Reference r) {
        for (int i = 0; i < r.result(0).length; i++) {
            r.result(0)[i] = r.input(0)[source(r, r.inputType(0).shape(), i)];
        }
    }

    /**
     * The gradient of the whole, 0 where the slice has taken nothing: input dy.
     *
     * @param whole the size of the axis before
     */
    public record Gradient(Slice slice, Dim whole) implements Primitive {
        @Override
        public String name() {
            return "slice_gradient";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(TensorType.f32(inputs.get(0).shape().with(slice.axis, whole)));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            Shape dy = inputs.get(0).shape();
            return List.of(KernelCall.of(
                            "ShapeKernels",
                            "unslice",
                            KernelCall.result(0),
                            KernelCall.input(0),
                            KernelCall.size(dy.leading(-slice.axis).size()),
                            KernelCall.size(whole),
                            KernelCall.size(slice.from),
                            KernelCall.size(slice.size),
                            KernelCall.size(Dim.of(slice.step)),
                            KernelCall.size(dy.trailing(-slice.axis - 1).size()))
                    .bySample());
        }

        @Override
        public void reference(Reference r) {
            for (int i = 0; i < r.input(0).length; i++) {
                r.result(0)[slice.source(r, r.resultType(0).shape(), i)] = r.input(0)[i];
            }
        }
    }
}
