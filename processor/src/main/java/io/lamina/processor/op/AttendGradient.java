package io.lamina.processor.op;

import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.KernelCall.Argument;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradients of {@link Attend} by its tensors, and by a mask that is added: with {@code p} the softmax again from scores and log-sum-exp, {@code dp =
 * dy . v}, {@code ds = p (dp - sum p dp)}, {@code dq = scale ds k}, {@code dk = scale ds q}, {@code dv = p dy}. Inputs: those of the attention, its
 * first two results, {@code dy}, and for a loss that reads the softmax: the softmax and its gradient.
 *
 * @param ofWeights whether a loss reads the softmax
 */
public record AttendGradient(Attend op, boolean ofWeights) implements Primitive {
    @Override
    public String name() {
        return "attend_gradient";
    }

    private int out() {
        return op.inputs();
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        int results = op.packing().tensors() + (op.visible().mask().isBias() ? 1 : 0);
        return inputs.subList(0, results);
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        AttendOptions.Packing packing = op.packing();
        AttendOptions.Heads heads = op.heads();
        Argument absent = new Argument.Absent();
        List<Argument> arguments = new ArrayList<>(List.of(
                KernelCall.result(0),
                new Argument.Result(packing.key(), Dim.of(packing.keyColumn(heads))),
                new Argument.Result(packing.value(), Dim.of(packing.valueColumn(heads))),
                op.visible().mask().isBias() ? new Argument.OptionalResult(op.maskInput()) : absent,
                KernelCall.input(out() + 2),
                ofWeights ? KernelCall.input(out() + 4) : absent,
                KernelCall.input(out()),
                KernelCall.input(out() + 1),
                ofWeights ? KernelCall.input(out() + 3) : absent));
        arguments.addAll(op.tensors(inputs));
        Dim keys = inputs.get(packing.key()).shape().dim(-2);
        arguments.add(KernelScratch.attentionGradient(keys, heads.size(), heads.valueSize()));
        arguments.addAll(op.constants(inputs));
        return List.of(KernelCall.of("AttentionKernels", "backward", arguments.toArray(new Argument[0]))
                .bySample());
    }

    @Override
    public void reference(Reference r) {
        AttendReference a = new AttendReference(op, r);
        for (int b = 0; b < a.samples; b++) {
            for (int h = 0; h < op.heads().heads(); h++) {
                for (int i = 0; i < a.t; i++) {
                    row(a, r, b, h, i);
                }
            }
        }
    }

    private void row(AttendReference a, Reference r, int b, int h, int i) {
        AttendOptions.Packing packing = op.packing();
        double[] dy = r.input(out() + 2);
        int row = a.row(b, h, i);
        int result = a.resultAt(b, i, h);
        double delta = 0;
        for (int c = 0; c < op.heads().valueSize(); c++) {
            delta += dy[result + c] * r.input(out())[result + c];
        }
        for (int j = 0; ofWeights && j < a.s; j++) {
            delta += r.input(out() + 3)[row * a.s + j] * r.input(out() + 4)[row * a.s + j];
        }
        for (int j = 0; j < a.s; j++) {
            double p = Math.exp(a.score(b, h, i, j) - r.input(out() + 1)[row]);
            double kept = a.kept(b, h, i, j);
            double dp = kept * a.withValue(dy, b, h, i, j, false) + (ofWeights ? r.input(out() + 4)[row * a.s + j] : 0);
            double ds = p * (dp - delta);
            for (int c = 0; c < op.heads().valueSize(); c++) {
                r.result(packing.value())[a.valueAt(b, j, h) + c] += p * kept * dy[result + c];
            }
            if (op.visible().mask().isBias()) {
                r.result(op.maskInput())[a.maskAt(b, i, j)] += ds;
            }
            for (int c = 0; c < op.heads().size(); c++) {
                int q = a.queryAt(b, i, h) + c;
                int k = a.keyAt(b, j, h) + c;
                r.result(0)[q] += op.scale() * ds * a.keys()[k];
                r.result(packing.key())[k] += op.scale() * ds * a.queries()[q];
            }
        }
    }
}
