package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.TensorType;
import java.util.List;

/** {@code y = table[tokens]}: inputs tokens[...], whole numbers, and table[V, C]. */
public record Embedding() implements Primitive {
    @Override
    public String name() {
        return "embedding";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        return List.of(TensorType.f32(
                inputs.get(0).shape().append(inputs.get(1).shape().dim(-1))));
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).filter(dy -> b.needs(1)).ifPresent(dy -> {
            b.give(1, b.make(new TableGradient(b.type(1)), dy, b.input(0)));
        });
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        return List.of(KernelCall.of(
                        "EmbeddingKernels",
                        "forward",
                        KernelCall.result(0),
                        KernelCall.input(0),
                        KernelCall.input(1),
                        KernelCall.size(inputs.get(0).shape().size()),
                        KernelCall.size(inputs.get(1).shape().dim(-1)))
                .bySample());
    }

    @Override
    public void reference(Reference r) {
        int c = r.size(r.inputType(1).shape().dim(-1));
        for (int i = 0; i < r.result(0).length; i++) {
            r.result(0)[i] = r.input(1)[((int) r.input(0)[i / c]) * c + i % c];
        }
    }

    /**
     * Each row of the table gets the sum of the gradients of the places that read it, in their order: inputs dy and tokens.
     *
     * @param table the type of the table
     */
    public record TableGradient(TensorType table) implements Primitive {
        @Override
        public String name() {
            return "embedding_gradient";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(table);
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return List.of(KernelCall.of(
                            "EmbeddingKernels",
                            "tableGradient",
                            KernelCall.result(0),
                            KernelCall.input(0),
                            KernelCall.input(1),
                            KernelCall.size(inputs.get(1).shape().size()),
                            KernelCall.size(table.shape().dim(-1)))
                    .byRange(table.shape().dim(-2), 1));
        }

        @Override
        public void reference(Reference r) {
            int c = r.size(table.shape().dim(-1));
            for (int i = 0; i < r.input(0).length; i++) {
                r.result(0)[((int) r.input(1)[i / c]) * c + i % c] += r.input(0)[i];
            }
        }
    }
}
