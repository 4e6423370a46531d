package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.Rotation;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @Attention}: projections, attention in each head, and a product behind it. */
public record AttentionLayer(Attributes attributes, Convention convention) implements LayerWithParts {
    @Override
    public Arity arity() {
        return Arity.between(1, 3);
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
        if (attributes.isGiven("headSize")) {
            Checks.positive(report, "headSize", attributes.integer("headSize"));
        }
        RopeLayer.checkBase(attributes, "ropeBase", report);
    }

    private Rotation rope() {
        return attributes.constant("rope", Rotation.class);
    }

    @Override
    public Optional<List<TensorType>> shapes(Inputs in, NodeReport report) {
        boolean fits = AttentionChecks.tensors(in, report)
                && (attributes.isGiven("headSize")
                        || AttentionChecks.divides(in, 0, "heads", attributes.integer("heads"), report))
                && (rope() == Rotation.NONE
                        || RopeLayer.isEven(
                                headSize(in.shape(0).dim(-1).asInt()),
                                attributes.isGiven("headSize") ? "headSize" : "rope",
                                report))
                && AttentionChecks.together(in, attributes.flag("causal"), report)
                && AttentionChecks.roles(in, report);
        return fits
                ? Optional.of(List.of(in.type(0), AttentionChecks.weights(in, attributes.integer("heads"))))
                : Optional.empty();
    }

    private int headSize(int width) {
        return attributes.isGiven("headSize") ? attributes.integer("headSize") : width / attributes.integer("heads");
    }

    @Override
    public List<Weight> weights(Inputs in) {
        return projections(in.type(0), in.type(Math.min(1, in.positional() - 1)), in.type(in.positional() - 1))
                .all();
    }

    private AttentionWeights projections(TensorType query, TensorType key, TensorType value) {
        int width = query.shape().dim(-1).asInt();
        int size = headSize(width);
        AttendOptions.Heads heads =
                new AttendOptions.Heads(attributes.integer("heads"), AttentionChecks.kvHeads(attributes), size, size);
        return new AttentionWeights(
                convention,
                heads,
                width,
                key.shape().dim(-1).asInt(),
                value.shape().dim(-1).asInt(),
                attributes.flag("bias"));
    }

    @Override
    public List<Value> lowerAll(Lowering g, List<Value> in) {
        List<Value> read = in.subList(0, positional(g, in));
        Value query = read.get(0);
        Value key = read.get(Math.min(1, read.size() - 1));
        Value value = read.get(read.size() - 1);
        AttentionWeights weights = projections(query.type(), key.type(), value.type());
        AttendOptions.Heads heads = weights.heads();
        AttendOptions.Packing packing;
        List<Value> tensors;
        if (query.equals(key) && key.equals(value)) {
            packing = AttendOptions.Packing.ALL;
            Value all = weights.project(g, query, List.of(AttentionWeights.Part.values()));
            tensors = List.of(turned(g, all, heads.size(), heads.queryWidth() + heads.keyWidth()));
        } else {
            Value q = weights.project(g, query, List.of(AttentionWeights.Part.QUERY));
            q = turned(g, q, heads.size(), heads.queryWidth());
            if (key.equals(value)) {
                packing = AttendOptions.Packing.KEYS_AND_VALUES;
                Value both = weights.project(g, key, List.of(AttentionWeights.Part.KEY, AttentionWeights.Part.VALUE));
                tensors = List.of(q, turned(g, both, heads.size(), heads.keyWidth()));
            } else {
                packing = AttendOptions.Packing.SEPARATE;
                Value k = weights.project(g, key, List.of(AttentionWeights.Part.KEY));
                Value v = weights.project(g, value, List.of(AttentionWeights.Part.VALUE));
                tensors = List.of(q, turned(g, k, heads.size(), heads.keyWidth()), v);
            }
        }
        float scale = (float) (1 / Math.sqrt(heads.size()));
        List<Value> results = new AttentionCore(attributes, heads, scale).lower(g, packing, tensors);
        return List.of(weights.output(g, results.get(0)), results.get(2));
    }

    private static int positional(Lowering g, List<Value> in) {
        int roles = 0;
        for (String role : AttentionChecks.ROLES) {
            roles += g.role(role).isPresent() ? 1 : 0;
        }
        return in.size() - roles;
    }

    private Value turned(Lowering g, Value x, int size, int columns) {
        return RopeLayer.rotate(g, rope(), attributes.number("ropeBase"), x, size, columns);
    }
}
