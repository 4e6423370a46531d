package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.TensorType;
import java.util.List;

/**
 * {@code y = keep ? x / (1 - rate) : 0}, where what is kept follows from the step's key and the element's index: nothing
 * is stored, and the gradient is the same primitive.
 *
 * @param node whose random numbers are drawn
 */
public record Dropout(String node, float rate) implements Primitive.Elementwise {
    @Override
    public String name() {
        return "dropout";
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
                        "RandomKernels",
                        "dropout",
                        KernelCall.result(0),
                        KernelCall.input(0),
                        new KernelCall.Argument.Index(inputs.get(0).shape().size()),
                        KernelCall.size(inputs.get(0).shape().size()),
                        new KernelCall.Argument.Key(node),
                        KernelCall.real(rate))
                .bySample());
    }

    @Override
    public void reference(Reference r) {
        long key = r.key(node);
        for (int i = 0; i < r.result(0).length; i++) {
            r.result(0)[i] = uniform(key, i) >= rate ? r.input(0)[i] / (1 - rate) : 0;
        }
    }

    /** The runtime's counter-based random number: the finaliser of SplitMix64 over key and index, its top 24 bits. */
    static float uniform(long key, long index) {
        long z = key + 0x9E3779B97F4A7C15L * (index + 1);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return (z >>> 40) * 0x1p-24f;
    }
}
