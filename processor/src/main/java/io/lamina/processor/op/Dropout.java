package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * {@code y = keep ? x / (1 - rate) : 0}, where what is kept follows from the step's key and the element's number: nothing
 * is stored, and the gradient is the same primitive.
 *
 * @param node whose random numbers are drawn
 * @param counted elements are numbered in the order that this transposition brings them to; set by layout passes, so that they drop the
 *     elements that the graph before them drops. Two neighbouring groups of dimensions change places in it.
 */
public record Dropout(String node, float rate, Transpose counted) implements Primitive.Elementwise {
    /** Elements are numbered as they lie. */
    public Dropout(String node, float rate) {
        this(node, rate, new Transpose(List.of(0)));
    }

    /** What gives in front of a transpose or a reshape what this one gives behind it, if there is a kernel for it. */
    public Optional<Dropout> inFrontOf(Primitive move) {
        boolean asTheyLie = counted.isIdentity();
        if (!(move instanceof Transpose transpose)) {
            return asTheyLie ? Optional.of(this) : Optional.empty();
        }
        if (!asTheyLie
                && counted.permutation().size() != transpose.permutation().size()) {
            return Optional.empty();
        }
        Transpose both = asTheyLie ? transpose : counted.after(transpose);
        int rank = both.permutation().size();
        for (int i = 0; i < rank; i++) {
            if (both.permutation().get(i) != (both.permutation().get(0) + i) % rank) {
                return Optional.empty();
            }
        }
        return Optional.of(new Dropout(node, rate, both));
    }

    @Override
    public String toString() {
        return "Dropout[node=" + node + ", rate=" + rate + (counted.isIdentity() ? "" : ", counted " + counted) + "]";
    }

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
        Shape shape = inputs.get(0).shape();
        if (counted.isIdentity()) {
            return List.of(KernelCall.of(
                            "RandomKernels",
                            "dropout",
                            KernelCall.result(0),
                            KernelCall.input(0),
                            new KernelCall.Argument.Index(shape.size()),
                            KernelCall.size(shape.size()),
                            new KernelCall.Argument.Key(node),
                            KernelCall.real(rate))
                    .bySample());
        }
        Dim matrices = shape.leading(counted.permutation().size()).size();
        return List.of(KernelCall.of(
                        "RandomKernels",
                        "dropoutTransposed",
                        KernelCall.result(0),
                        KernelCall.input(0),
                        new KernelCall.Argument.Index(matrices),
                        KernelCall.size(matrices),
                        KernelCall.size(rows(shape).size()),
                        KernelCall.size(columns(shape).size()),
                        new KernelCall.Argument.Key(node),
                        KernelCall.real(rate))
                .bySample());
    }

    /** The dimensions that are in front in memory, and behind where they are counted. */
    private Shape rows(Shape shape) {
        return shape.trailing(counted.permutation().size())
                .leading(counted.permutation().size() - counted.permutation().get(0));
    }

    private Shape columns(Shape shape) {
        return shape.trailing(
                counted.permutation().size() - counted.permutation().get(0));
    }

    @Override
    public void reference(Reference r) {
        long key = r.key(node);
        int rows = r.size(rows(r.inputType(0).shape()).size());
        int columns = r.size(columns(r.inputType(0).shape()).size());
        for (int i = 0; i < r.result(0).length; i++) {
            int matrix = i / (rows * columns);
            int row = i / columns % rows;
            int index = counted.isIdentity() ? i : (matrix * columns + i % columns) * rows + row;
            r.result(0)[i] = uniform(key, index) >= rate ? r.input(0)[i] / (1 - rate) : 0;
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
