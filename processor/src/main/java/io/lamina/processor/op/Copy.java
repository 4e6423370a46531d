package io.lamina.processor.op;

import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.TensorType;
import java.util.List;

/** A tensor once more, in memory of its own: for a value that must lie in two places. */
public record Copy() implements Primitive.Elementwise {
    @Override
    public String name() {
        return "copy";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        return List.of(inputs.get(0));
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        return List.of(KernelCall.of(
                        "ArithmeticKernels",
                        "copy",
                        KernelCall.result(0),
                        KernelCall.input(0),
                        KernelCall.size(inputs.get(0).shape().size()))
                .bySample());
    }

    @Override
    public void reference(Reference r) {
        System.arraycopy(r.input(0), 0, r.result(0), 0, r.result(0).length);
    }
}
