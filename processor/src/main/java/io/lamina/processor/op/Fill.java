package io.lamina.processor.op;

import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.TensorType;
import java.util.Arrays;
import java.util.List;

/** One number everywhere. */
public record Fill(TensorType type, float value) implements Primitive {
    @Override
    public String name() {
        return "fill";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        return List.of(type);
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        return List.of(KernelCall.of(
                        "ArithmeticKernels",
                        "fill",
                        KernelCall.result(0),
                        KernelCall.size(type.shape().size()),
                        KernelCall.real(value))
                .bySample());
    }

    @Override
    public void reference(Reference r) {
        Arrays.fill(r.result(0), value);
    }
}
