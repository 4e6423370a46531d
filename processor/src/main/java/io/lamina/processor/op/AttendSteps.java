package io.lamina.processor.op;

import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.KernelCall.Argument;
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
 * {@link Attend} in a session: the newest queries q[..., T, ...] against the keys and values of all steps so far, which lie in one or
 * two states [..., capacity, ...]. Inputs: q, the state with the keys and the one with the values.
 *
 * @param attend what is computed; whose options hold
 * @param joined whether one state holds keys and, behind them, values
 */
public record AttendSteps(Attend attend, boolean joined) implements Primitive {
    @Override
    public String name() {
        return "attend_steps";
    }

    /** What an attention becomes in a session; nothing where a later key would change an earlier result. */
    static Optional<List<Value>> of(Attend attend, Streamed s) {
        boolean keysStreamed = s.isStreamed(attend.packing().key())
                || s.isStreamed(attend.packing().value());
        AttendOptions.Visible visible = attend.visible();
        if (!keysStreamed) {
            boolean byPosition =
                    visible.causal() || visible.window() > 0 || visible.mask().isOfPairs();
            return byPosition ? Optional.empty() : Optional.of(s.again());
        }
        if (!visible.causal() || visible.lengths() || visible.mask() != AttendOptions.Mask.NONE) {
            return Optional.empty();
        }
        AttendOptions.Heads heads = attend.heads();
        AttendOptions.Packing packing = attend.packing();
        boolean joined = packing != AttendOptions.Packing.SEPARATE;
        Value keys = kept(
                s,
                "keys",
                packing.key(),
                packing.keyColumn(heads),
                heads.keyWidth() + (joined ? heads.valueWidth() : 0));
        Value values = joined ? keys : kept(s, "values", packing.value(), 0, heads.valueWidth());
        Value result = s.make(new AttendSteps(attend, joined), s.input(0), keys, values);
        return Optional.of(List.of(result));
    }

    private static Value kept(Streamed s, String name, int input, int column, int width) {
        Shape x = s.type(input).shape();
        Value state = s.state(name, TensorType.f32(x.leading(2).append(s.capacity(), Dim.of(width))));
        return s.make(new StateOps.Append(column), state, s.input(input));
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        return List.of(TensorType.f32(
                inputs.get(0).shape().with(-1, Dim.of(attend.heads().width()))));
    }

    private int valueColumn() {
        return joined ? attend.heads().keyWidth() : 0;
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        AttendOptions.Heads heads = attend.heads();
        Shape q = inputs.get(0).shape();
        Shape k = inputs.get(1).shape();
        return List.of(KernelCall.of(
                        "AttentionKernels",
                        "steps",
                        KernelCall.result(0),
                        KernelCall.input(0),
                        KernelCall.input(1),
                        new Argument.Input(2, Dim.of(valueColumn())),
                        KernelScratch.attentionSteps(heads.size(), heads.valueSize()),
                        KernelCall.size(q.leading(2).size()),
                        KernelCall.size(q.dim(-2)),
                        KernelCall.size(k.dim(-2)),
                        new Argument.Position(),
                        new Argument.Geometry(
                                "AttentionGeometry",
                                List.of(
                                        heads.heads(),
                                        heads.kvHeads(),
                                        heads.size(),
                                        heads.valueSize(),
                                        q.dim(-1).asInt(),
                                        k.dim(-1).asInt(),
                                        inputs.get(2).shape().dim(-1).asInt(),
                                        true,
                                        attend.visible().window(),
                                        false)),
                        KernelCall.real(attend.scale()))
                .bySample());
    }

    @Override
    public void reference(Reference r) {
        int t = r.size(r.inputType(0).shape().dim(-2));
        int samples = r.size(r.inputType(0).shape().leading(2).size());
        for (int b = 0; b < samples; b++) {
            for (int h = 0; h < attend.heads().heads(); h++) {
                for (int i = 0; i < t; i++) {
                    row(r, b, h, i, t);
                }
            }
        }
    }

    private void row(Reference r, int b, int h, int i, int t) {
        AttendOptions.Heads heads = attend.heads();
        int capacity = r.size(r.inputType(1).shape().dim(-2));
        int qStep = r.size(r.inputType(0).shape().dim(-1));
        int kStep = r.size(r.inputType(1).shape().dim(-1));
        int vStep = r.size(r.inputType(2).shape().dim(-1));
        int last = r.position() + i;
        int window = attend.visible().window();
        int from = window > 0 ? Math.max(0, last - window + 1) : 0;
        double[] weights = new double[last + 1];
        double sum = 0;
        for (int j = from; j <= last; j++) {
            double score = 0;
            for (int c = 0; c < heads.size(); c++) {
                score += r.input(0)[(b * t + i) * qStep + h * heads.size() + c]
                        * r.input(1)[(b * capacity + j) * kStep + heads.keyHead(h) * heads.size() + c];
            }
            weights[j] = Math.exp(attend.scale() * score);
            sum += weights[j];
        }
        for (int j = from; j <= last; j++) {
            for (int c = 0; c < heads.valueSize(); c++) {
                r.result(0)[(b * t + i) * heads.width() + h * heads.valueSize() + c] += weights[j]
                        / sum
                        * r.input(2)[
                                (b * capacity + j) * vStep + valueColumn() + heads.keyHead(h) * heads.valueSize() + c];
            }
        }
    }
}
