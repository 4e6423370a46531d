package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.KernelCall.Argument;
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
 * {@code y[i] = sum over j of softmax over j of (scale q[i] . k[j] + bias) v[j]} in each head: inputs q[..., T, heads size], k[..., S, kvHeads size]
 * and v[..., S, kvHeads valueSize], or what {@link AttendOptions.Packing} says, then a mask and lengths where there are. Results: y[..., T, heads
 * valueSize], log-sum-exp of each row's scores [..., heads, T], and the softmax itself [..., heads, T, S], which is stored only where somebody
 * reads it. A row that sees no key is zeros, and so is its log-sum-exp.
 *
 * @param scale factor of the products, above 0
 */
public record Attend(
        AttendOptions.Heads heads,
        AttendOptions.Packing packing,
        AttendOptions.Visible visible,
        float scale,
        AttendOptions.Dropped dropped)
        implements Primitive {
    @Override
    public String name() {
        return "attend";
    }

    int maskInput() {
        return packing.tensors();
    }

    int lengthsInput() {
        return packing.tensors() + (visible.mask() == AttendOptions.Mask.NONE ? 0 : 1);
    }

    /** How many tensors it reads. */
    int inputs() {
        return lengthsInput() + (visible.lengths() ? 1 : 0);
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        Shape q = inputs.get(0).shape();
        Dim keys = inputs.get(packing.key()).shape().dim(-2);
        Shape rows = q.leading(2).append(Dim.of(heads.heads()), q.dim(-2));
        return List.of(
                TensorType.f32(q.with(-1, Dim.of(heads.width()))),
                TensorType.f32(rows),
                TensorType.f32(rows.append(keys)));
    }

    @Override
    public void gradient(Backward b) {
        if (b.grad(0).isEmpty() && b.grad(2).isEmpty()) {
            return;
        }
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < inputs(); i++) {
            inputs.add(b.input(i));
        }
        inputs.add(b.result(0));
        inputs.add(b.result(1));
        inputs.add(b.grad(0).orElseGet(() -> b.make(new Fill(b.result(0).type(), 0))));
        b.grad(2).ifPresent(dweights -> {
            inputs.add(b.result(2));
            inputs.add(dweights);
        });
        AttendGradient op = new AttendGradient(this, b.grad(2).isPresent());
        List<Value> gradients = b.makeAll(op, inputs.toArray(new Value[0]));
        for (int i = 0; i < gradients.size(); i++) {
            if (b.needs(i)) {
                b.give(i, gradients.get(i));
            }
        }
    }

    @Override
    public Optional<List<Value>> stream(Streamed s) {
        return AttendSteps.of(this, s);
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        List<Argument> arguments = new ArrayList<>(
                List.of(KernelCall.result(0), new Argument.OptionalResult(1), new Argument.OptionalResult(2)));
        arguments.addAll(tensors(inputs));
        Dim keys = inputs.get(packing.key()).shape().dim(-2);
        arguments.add(KernelScratch.attention(keys, heads.size(), heads.valueSize()));
        arguments.addAll(constants(inputs));
        return List.of(KernelCall.of("AttentionKernels", "forward", arguments.toArray(new Argument[0]))
                .bySample());
    }

    /** Queries, keys, values, masks and lengths. */
    List<Argument> tensors(List<TensorType> inputs) {
        boolean isMask =
                visible.mask() != AttendOptions.Mask.NONE && !visible.mask().isBias();
        return List.of(
                KernelCall.input(0),
                new Argument.Input(packing.key(), Dim.of(packing.keyColumn(heads))),
                new Argument.Input(packing.value(), Dim.of(packing.valueColumn(heads))),
                isMask ? KernelCall.input(maskInput()) : Argument.Absent.INTS,
                visible.mask().isBias() ? KernelCall.input(maskInput()) : new Argument.Absent(),
                visible.lengths() ? KernelCall.input(lengthsInput()) : Argument.Absent.INTS);
    }

    /** Sizes and what else follows the scratch memory. */
    List<Argument> constants(List<TensorType> inputs) {
        Shape q = inputs.get(0).shape();
        Shape k = inputs.get(packing.key()).shape();
        return List.of(
                KernelCall.size(q.leading(2).size()),
                KernelCall.size(q.dim(-2)),
                KernelCall.size(k.dim(-2)),
                new Argument.Geometry(
                        "AttentionGeometry",
                        List.of(
                                heads.heads(),
                                heads.kvHeads(),
                                heads.size(),
                                heads.valueSize(),
                                q.dim(-1).asInt(),
                                k.dim(-1).asInt(),
                                inputs.get(packing.value()).shape().dim(-1).asInt(),
                                visible.causal(),
                                visible.window(),
                                visible.mask().isOfPairs())),
                KernelCall.real(scale),
                new Argument.Index(results(inputs).get(1).shape().size()),
                dropped.rate() > 0 ? new Argument.Key(dropped.node()) : new Argument.Whole(0),
                KernelCall.real(dropped.rate()));
    }

    @Override
    public void reference(Reference r) {
        AttendReference a = new AttendReference(this, r);
        for (int b = 0; b < a.samples; b++) {
            for (int h = 0; h < heads.heads(); h++) {
                for (int i = 0; i < a.t; i++) {
                    row(a, r, b, h, i);
                }
            }
        }
    }

    private void row(AttendReference a, Reference r, int b, int h, int i) {
        double max = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < a.s; j++) {
            max = Math.max(max, a.score(b, h, i, j));
        }
        if (max == Double.NEGATIVE_INFINITY) {
            return;
        }
        double sum = 0;
        for (int j = 0; j < a.s; j++) {
            sum += Math.exp(a.score(b, h, i, j) - max);
        }
        int row = a.row(b, h, i);
        r.result(1)[row] = max + Math.log(sum);
        for (int j = 0; j < a.s; j++) {
            double p = Math.exp(a.score(b, h, i, j) - max) / sum;
            r.result(2)[row * a.s + j] = p;
            for (int c = 0; c < heads.valueSize(); c++) {
                r.result(0)[a.resultAt(b, i, h) + c] += p * a.kept(b, h, i, j) * a.values()[a.valueAt(b, j, h) + c];
            }
        }
    }
}
