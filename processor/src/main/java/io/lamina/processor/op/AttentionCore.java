package io.lamina.processor.op;

import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** From queries, keys and values to {@link Attend}: what {@code @Attention} and {@code @DotProductAttention} share. */
record AttentionCore(Attributes attributes, AttendOptions.Heads heads, float scale) {
    /** Results as {@link Attend} gives them; {@code tensors} as the packing says. */
    List<Value> lower(Lowering g, AttendOptions.Packing packing, List<Value> tensors) {
        List<Value> inputs = new ArrayList<>(tensors);
        g.role(AttentionChecks.MASK).ifPresent(inputs::add);
        g.role(AttentionChecks.LENGTHS).ifPresent(inputs::add);
        AttendOptions.Visible visible = new AttendOptions.Visible(
                attributes.flag("causal"),
                attributes.isGiven("window") ? attributes.integer("window") : 0,
                mask(g, tensors.get(tensors.size() - 1)),
                g.role(AttentionChecks.LENGTHS).isPresent());
        float rate = g.mode() == Mode.TRAIN ? (float) attributes.number("dropout") : 0;
        AttendOptions.Dropped dropped =
                rate > 0 ? new AttendOptions.Dropped(g.node(), rate) : AttendOptions.Dropped.NONE;
        return g.addAll(new Attend(heads, packing, visible, scale, dropped), inputs.toArray(new Value[0]));
    }

    /** The kind of a mask that has been checked. */
    private static AttendOptions.Mask mask(Lowering g, Value keys) {
        return g.role(AttentionChecks.MASK)
                .map(mask -> AttentionChecks.maskOf(
                        mask.type(),
                        mask.type().shape().rank() == keys.type().shape().rank()))
                .orElse(AttendOptions.Mask.NONE);
    }
}
