package io.lamina.processor.op;

import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @DotProductAttention}: attention on queries, keys and values as they are. */
public record DotProductAttentionLayer(Attributes attributes) implements LayerWithParts {
    @Override
    public Arity arity() {
        return Arity.exactly(3);
    }

    @Override
    public List<String> roles() {
        return AttentionChecks.ROLES;
    }

    @Override
    public List<String> parts() {
        return AttentionChecks.PARTS;
    }

    @Override
    public void check(NodeReport report) {
        AttentionChecks.attributes(attributes, report);
        double scale = attributes.number("scale");
        if (attributes.isGiven("scale") && !(scale > 0 && scale < Float.MAX_VALUE)) {
            report.problem(
                    Code.InvalidAttribute,
                    "scale",
                    "scale is " + scale + ", but must be positive",
                    "Leave it out for one over the root of a head's size.");
        }
    }

    @Override
    public Optional<List<TensorType>> shapes(Inputs in, NodeReport report) {
        boolean fits = AttentionChecks.tensors(in, report)
                && widths(in, report)
                && AttentionChecks.together(in, attributes.flag("causal"), report)
                && AttentionChecks.roles(in, report);
        if (!fits) {
            return Optional.empty();
        }
        AttendOptions.Heads heads = heads(in.shape(0).dim(-1), in.shape(2).dim(-1));
        TensorType result = TensorType.f32(in.shape(0).with(-1, Dim.of(heads.width())));
        return Optional.of(List.of(result, AttentionChecks.weights(in, heads.heads())));
    }

    private boolean widths(Inputs in, NodeReport report) {
        int heads = attributes.integer("heads");
        int kvHeads = AttentionChecks.kvHeads(attributes);
        int query = in.shape(0).dim(-1).asInt();
        if (!AttentionChecks.divides(in, 0, "heads", heads, report)
                || !AttentionChecks.divides(in, 2, kvHeads == heads ? "heads" : "kvHeads", kvHeads, report)) {
            return false;
        }
        int wanted = query / heads * kvHeads;
        if (!in.shape(1).dim(-1).is(wanted)) {
            report.inputProblem(
                    Code.CannotAttend,
                    1,
                    "has queries of " + heads + " x " + query / heads + ", so keys must be " + wanted
                            + " wide, but reads " + in.described(1),
                    "Queries and keys have heads of one size: bring them to it with @Dense.");
            return false;
        }
        return true;
    }

    private AttendOptions.Heads heads(Dim queryWidth, Dim valueWidth) {
        int heads = attributes.integer("heads");
        int kvHeads = AttentionChecks.kvHeads(attributes);
        return new AttendOptions.Heads(heads, kvHeads, queryWidth.asInt() / heads, valueWidth.asInt() / kvHeads);
    }

    @Override
    public List<Value> lowerAll(Lowering g, List<Value> in) {
        AttendOptions.Heads heads =
                heads(in.get(0).type().shape().dim(-1), in.get(2).type().shape().dim(-1));
        double scale = attributes.isGiven("scale") ? attributes.number("scale") : 1 / Math.sqrt(heads.size());
        List<Value> results = new AttentionCore(attributes, heads, (float) scale)
                .lower(g, AttendOptions.Packing.SEPARATE, in.subList(0, 3));
        return List.of(results.get(0), results.get(2));
    }
}
