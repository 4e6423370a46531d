package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.processor.ir.Parameter;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights of {@code @Attention} by the names and layouts of each world, and the products they make.
 *
 * @param query width of what queries are made of, and of the result
 * @param key width of what keys are made of
 * @param value width of what values are made of
 */
record AttentionWeights(Convention convention, AttendOptions.Heads heads, int query, int key, int value, boolean bias) {
    /** One of the three projections. */
    enum Part {
        QUERY("query", "q_proj"),
        KEY("key", "k_proj"),
        VALUE("value", "v_proj");

        private final String keras;
        private final String llama;

        Part(String keras, String llama) {
            this.keras = keras;
            this.llama = llama;
        }
    }

    /** How weights lie in files. */
    private enum Style {
        /** {@code keras.layers.MultiHeadAttention}: a kernel for each projection. */
        KERAS,
        /** {@code torch.nn.MultiheadAttention} on one width: all projections in one. */
        JOINT,
        /** The same on several widths. */
        APART,
        /** What PyTorch's module does not know, as Llama names it. */
        LINEAR
    }

    private Style style() {
        if (convention == Convention.KERAS) {
            return Style.KERAS;
        }
        if (heads.kvHeads() != heads.heads() || heads.width() != query) {
            return Style.LINEAR;
        }
        return key == query && value == query ? Style.JOINT : Style.APART;
    }

    private int in(Part part) {
        return part == Part.QUERY ? query : part == Part.KEY ? key : value;
    }

    private int headsOf(Part part) {
        return part == Part.QUERY ? heads.heads() : heads.kvHeads();
    }

    private int out(Part part) {
        return headsOf(part) * heads.size();
    }

    List<Weight> all() {
        List<Weight> weights = new ArrayList<>();
        switch (style()) {
            case KERAS -> keras(weights);
            case JOINT -> {
                Parameter.Initial xavier = Parameter.Initial.of("glorotUniform", query, 3 * query);
                weights.add(transposed("in_proj_weight", xavier, 3 * query, query));
                joint(weights);
            }
            case APART -> {
                for (Part part : Part.values()) {
                    Parameter.Initial xavier = Parameter.Initial.of("glorotUniform", in(part), out(part));
                    weights.add(transposed(part.llama + "_weight", xavier, out(part), in(part)));
                }
                joint(weights);
            }
            case LINEAR -> {
                for (Part part : Part.values()) {
                    linear(weights, part.llama, in(part), out(part));
                }
                linear(weights, "o_proj", heads.width(), query);
            }
        }
        return weights;
    }

    private void keras(List<Weight> weights) {
        for (Part part : Part.values()) {
            int in = in(part);
            // Keras counts the first dimension of three as places, as of a convolution's kernel.
            Parameter.Initial glorot = Parameter.Initial.of("glorotUniform", in * headsOf(part), in * heads.size());
            weights.add(Weight.plain(
                    part.keras + ".weight", Parameter.Group.DECAYED, glorot, in, headsOf(part), heads.size()));
            if (bias) {
                weights.add(Weight.plain(
                        part.keras + ".bias",
                        Parameter.Group.PLAIN,
                        Parameter.Initial.ZEROS,
                        headsOf(part),
                        heads.size()));
            }
        }
        Parameter.Initial glorot = Parameter.Initial.of("glorotUniform", heads.width(), heads.heads() * query);
        weights.add(Weight.plain(
                "attention_output.weight", Parameter.Group.DECAYED, glorot, heads.heads(), heads.size(), query));
        if (bias) {
            weights.add(zeros("attention_output.bias", query));
        }
    }

    private void joint(List<Weight> weights) {
        if (bias) {
            weights.add(zeros("in_proj_bias", 3 * query));
        }
        weights.add(transposed("out_proj.weight", Parameter.Initial.of("kaimingUniform", query), query, query));
        if (bias) {
            weights.add(zeros("out_proj.bias", query));
        }
    }

    private void linear(List<Weight> weights, String name, int in, int out) {
        Parameter.Initial initial = Parameter.Initial.of("kaimingUniform", in);
        weights.add(transposed(name + ".weight", initial, out, in));
        if (bias) {
            weights.add(Weight.plain(name + ".bias", Parameter.Group.PLAIN, initial, out));
        }
    }

    private static Weight zeros(String suffix, int size) {
        return Weight.plain(suffix, Parameter.Group.PLAIN, Parameter.Initial.ZEROS, size);
    }

    private static Weight transposed(String suffix, Parameter.Initial initial, int out, int in) {
        return new Weight(suffix, Parameter.Group.DECAYED, initial, List.of(out, in), List.of(1, 0));
    }

    /** One product that gives these projections side by side; they read one tensor. */
    Value project(Lowering g, Value x, List<Part> parts) {
        Value product = g.add(Dense.PRODUCT, x, joined(g, parts, "weight"));
        return bias ? g.add(Arithmetic.ADD, product, joined(g, parts, "bias")) : product;
    }

    /** The product behind the heads. */
    Value output(Lowering g, Value x) {
        String name = switch (style()) {
            case KERAS -> "attention_output";
            case JOINT, APART -> "out_proj";
            case LINEAR -> "o_proj";
        };
        Value weight = g.weight(name + ".weight");
        Value matrix = style() == Style.KERAS ? flat(g, weight, heads.width(), query) : weight;
        Value product = g.add(Dense.PRODUCT, x, matrix);
        return bias ? g.add(Arithmetic.ADD, product, g.weight(name + ".bias")) : product;
    }

    private Value joined(Lowering g, List<Part> parts, String suffix) {
        boolean isBias = suffix.equals("bias");
        if (style() == Style.JOINT || (style() == Style.APART && isBias)) {
            return columns(g, g.weight(isBias ? "in_proj_bias" : "in_proj_weight"), parts);
        }
        List<Value> values = parts.stream().map(part -> single(g, part, suffix)).toList();
        return values.size() == 1 ? values.get(0) : g.add(new Concat(-1), values.toArray(new Value[0]));
    }

    /** A part of what holds queries, keys and values, each as wide as the query. */
    private Value columns(Lowering g, Value all, List<Part> parts) {
        if (parts.size() == Part.values().length) {
            return all;
        }
        Dim from = Dim.of((long) List.of(Part.values()).indexOf(parts.get(0)) * query);
        return g.add(new Concat.Slice(-1, from, Dim.of((long) parts.size() * query)), all);
    }

    private Value single(Lowering g, Part part, String suffix) {
        return switch (style()) {
            case KERAS -> {
                Value weight = g.weight(part.keras + "." + suffix);
                yield suffix.equals("bias") ? flat(g, weight, out(part)) : flat(g, weight, in(part), out(part));
            }
            case APART -> g.weight(part.llama + "_weight");
            case LINEAR -> g.weight(part.llama + "." + suffix);
            case JOINT -> throw new IllegalStateException("all projections lie in one weight");
        };
    }

    private static Value flat(Lowering g, Value weight, long... sizes) {
        return g.add(new Reshape(Shape.of(sizes)), weight);
    }
}
