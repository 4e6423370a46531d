package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.ir.Streamed;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * Rotary positions: input x[..., T, width]. In each head of the first {@code turned} columns pair i is turned by the angle {@code position
 * base^(-2 i / size)}; other columns stay. The gradient turns back.
 *
 * @param size of a head
 * @param turned columns that are turned, a multiple of it
 * @param interleaved whether pairs are {@code (2 i, 2 i + 1)}; else {@code (i, i + size / 2)}
 * @param inverse whether angles are negative
 */
public record Rotate(int size, int turned, boolean interleaved, double base, boolean inverse) implements Primitive {
    @Override
    public String name() {
        return inverse ? "rotate_back" : "rotate";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        return List.of(inputs.get(0));
    }

    /** Both elements of a pair are read before one is written. */
    @Override
    public boolean mayOverwrite(int result, int input) {
        return true;
    }

    @Override
    public void gradient(Backward b) {
        Rotate back = new Rotate(size, turned, interleaved, base, !inverse);
        b.grad(0).ifPresent(dy -> b.give(0, b.make(back, dy)));
    }

    @Override
    public Optional<List<Value>> stream(Streamed s) {
        return Optional.of(List.of(s.make(new Steps(this), s.input(0))));
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        return kernel(inputs, new KernelCall.Argument.Whole(0));
    }

    private List<KernelCall> kernel(List<TensorType> inputs, KernelCall.Argument position) {
        Shape x = inputs.get(0).shape();
        return List.of(KernelCall.of(
                        "RopeKernels",
                        "turn",
                        KernelCall.result(0),
                        KernelCall.input(0),
                        KernelCall.size(x.leading(2).size()),
                        KernelCall.size(x.dim(-2)),
                        KernelCall.size(x.dim(-1)),
                        new KernelCall.Argument.Whole(turned),
                        new KernelCall.Argument.Geometry("RopeTable", List.of(size, base)),
                        KernelCall.flag(interleaved),
                        KernelCall.flag(inverse),
                        position)
                .bySample());
    }

    @Override
    public void reference(Reference r) {
        reference(r, 0);
    }

    private void reference(Reference r, int position) {
        double[] x = r.input(0);
        int width = r.size(r.inputType(0).shape().dim(-1));
        int t = r.size(r.inputType(0).shape().dim(-2));
        System.arraycopy(x, 0, r.result(0), 0, x.length);
        for (int row = 0; row < x.length / width; row++) {
            for (int column = 0; column < turned; column++) {
                int place = column % size;
                boolean first = interleaved ? place % 2 == 0 : place < size / 2;
                int pair = interleaved ? place / 2 : place % (size / 2);
                int other = interleaved ? (first ? 1 : -1) : (first ? size / 2 : -size / 2);
                double angle = (inverse ? -1 : 1) * (position + row % t) * Math.pow(base, -2.0 * pair / size);
                int at = row * width + column;
                r.result(0)[at] = x[at] * Math.cos(angle) + (first ? -1 : 1) * x[at + other] * Math.sin(angle);
            }
        }
    }

    /** The newest steps of a session, at their positions. */
    public record Steps(Rotate rotate) implements Primitive {
        @Override
        public String name() {
            return "rotate_steps";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return rotate.results(inputs);
        }

        @Override
        public boolean mayOverwrite(int result, int input) {
            return true;
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return rotate.kernel(inputs, new KernelCall.Argument.Position());
        }

        @Override
        public void reference(Reference r) {
            rotate.reference(r, r.position());
        }
    }
}
