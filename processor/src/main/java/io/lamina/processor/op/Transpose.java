package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Parameter;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.ir.Streamed;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reorders the trailing dimensions; the leading ones stay in front.
 *
 * @param permutation trailing dimension {@code i} of the result is trailing dimension {@code permutation[i]} of the input
 */
public record Transpose(List<Integer> permutation) implements Primitive {
    public Transpose {
        permutation = List.copyOf(permutation);
    }

    /** Reorders the last three dimensions of a tensor of this type. */
    static Transpose lastThree(TensorType type, int... order) {
        if (type.shape().rank() < 3) {
            throw new IllegalArgumentException(type + " has no three trailing dimensions");
        }
        return new Transpose(List.of(order[0], order[1], order[2]));
    }

    /** Brings the channels from this axis to the end. */
    static Transpose channelsLast(int axis) {
        return new Transpose(
                switch (axis) {
                    case -3 -> List.of(1, 2, 0);
                    case -2 -> List.of(1, 0);
                    default -> List.of(0);
                });
    }

    public boolean isIdentity() {
        return permutation.equals(Parameter.identity(permutation.size()));
    }

    /** The transposition that undoes this one. */
    public Transpose inverse() {
        List<Integer> inverse = new ArrayList<>();
        for (int i = 0; i < permutation.size(); i++) {
            inverse.add(permutation.indexOf(i));
        }
        return new Transpose(inverse);
    }

    /** This transposition of the result of another one of as many dimensions, as one. */
    public Transpose after(Transpose inner) {
        return new Transpose(permutation.stream().map(inner.permutation::get).toList());
    }

    public Shape apply(Shape shape) {
        Shape trailing = shape.trailing(permutation.size());
        return shape.leading(permutation.size())
                .append(new Shape(permutation.stream().map(trailing.dims()::get).toList()));
    }

    @Override
    public String name() {
        return "transpose";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        return List.of(new TensorType(inputs.get(0).type(), apply(inputs.get(0).shape())));
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).ifPresent(dy -> b.give(0, b.make(inverse(), dy)));
    }

    /** Order among the steps stays as it is. */
    @Override
    public Optional<List<Value>> stream(Streamed s) {
        return Optional.of(s.again());
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        Shape shape = inputs.get(0).shape();
        Dim count = shape.leading(permutation.size()).size();
        Shape moved = shape.trailing(permutation.size());
        if (!moved.isConstant()) {
            return List.of(swap(count, moved));
        }
        List<Integer> dims = shape.trailing(permutation.size()).dims().stream()
                .map(Dim::asInt)
                .toList();
        return List.of(KernelCall.of(
                        "ArithmeticKernels",
                        "permute",
                        KernelCall.result(0),
                        KernelCall.input(0),
                        KernelCall.size(count),
                        new KernelCall.Argument.Ints("sizes", dims),
                        new KernelCall.Argument.Ints("order", permutation))
                .bySample());
    }

    /** Dimensions of sizes that are known at run time only: two neighbouring groups of them change places. */
    private KernelCall swap(Dim count, Shape moved) {
        int rank = permutation.size();
        int before = 0;
        while (before < rank && permutation.get(before) == before) {
            before++;
        }
        int after = 0;
        while (after < rank - before && permutation.get(rank - 1 - after) == rank - 1 - after) {
            after++;
        }
        int groups = rank - before - after;
        int first = groups == 0 ? 0 : permutation.get(before) - before;
        for (int i = 0; i < groups; i++) {
            if (permutation.get(before + i) != before + (i + first) % groups) {
                throw new IllegalStateException("no kernel for the order " + permutation + " of " + moved);
            }
        }
        List<Dim> sizes = moved.dims();
        return KernelCall.of(
                        "ArithmeticKernels",
                        "swap",
                        KernelCall.result(0),
                        KernelCall.input(0),
                        KernelCall.size(count.times(new Shape(sizes.subList(0, before)).size())),
                        KernelCall.size(new Shape(sizes.subList(before, before + first)).size()),
                        KernelCall.size(new Shape(sizes.subList(before + first, rank - after)).size()),
                        KernelCall.size(new Shape(sizes.subList(rank - after, rank)).size()))
                .bySample();
    }

    @Override
    public void reference(Reference r) {
        Shape from = r.inputType(0).shape();
        int rank = permutation.size();
        int[] sizes = from.trailing(rank).dims().stream().mapToInt(r::size).toArray();
        int[] strides = new int[rank];
        int block = 1;
        for (int i = rank - 1; i >= 0; i--) {
            strides[i] = block;
            block *= sizes[i];
        }
        double[] x = r.input(0);
        double[] y = r.result(0);
        for (int i = 0; i < y.length; i++) {
            int rest = i % block;
            int source = i - rest;
            for (int d = rank - 1; d >= 0; d--) {
                int original = permutation.get(d);
                source += rest % sizes[original] * strides[original];
                rest /= sizes[original];
            }
            y[i] = x[source];
        }
    }
}
