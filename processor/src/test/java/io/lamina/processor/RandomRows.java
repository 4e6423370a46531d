package io.lamina.processor;

import io.lamina.Activation;
import io.lamina.DotProductAttention;
import io.lamina.Einsum;
import io.lamina.Embedding;
import io.lamina.Gru;
import io.lamina.Last;
import io.lamina.Lstm;
import io.lamina.Part;
import io.lamina.PositionEmbedding;
import io.lamina.Rearrange;
import io.lamina.Reduce;
import io.lamina.Repeat;
import io.lamina.Rnn;
import io.lamina.Scale;
import io.lamina.SinusoidalPosition;
import io.lamina.Slice;
import io.lamina.Split;
import io.lamina.TimestepEmbedding;
import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random tokens and layers over rows, for {@link RandomModels}: recurrence, positions, patterns, slices, parts, attention. */
final class RandomRows {
    private final Random random;
    private final Declared model;
    private final RandomWindows.Nodes nodes;
    private final Map<String, List<Integer>> shapes;

    /** With the sizes of all nodes so far, in their order. */
    RandomRows(Random random, Declared model, RandomWindows.Nodes nodes, Map<String, List<Integer>> shapes) {
        this.random = random;
        this.model = model;
        this.nodes = nodes;
        this.shapes = shapes;
    }

    private int some(int most) {
        return 1 + random.nextInt(most);
    }

    /** Numbers that an embedding has rows for. */
    void tokens(String input) {
        int length = 1 + some(6);
        int vocabulary = 1 + some(9);
        int size = some(12);
        model.labels(input, "" + length, vocabulary);
        nodes.add(Embedding.class, Map.of("vocabulary", vocabulary, "size", size), List.of(length, size), input);
    }

    /** A row from each number of one. */
    void waves(String x, int size) {
        int width = 2 * some(3);
        Map<String, Object> attributes = Map.of("size", width, "base", 50.0, "flipSinToCos", random.nextBoolean());
        nodes.add(TimestepEmbedding.class, attributes, List.of(size, width), x);
    }

    /** A layer over rows {@code t c}. */
    void layer(String x, int t, int c) {
        switch (random.nextInt(9)) {
            case 0, 1 -> recurrence(x, t);
            case 2 -> position(x, t, c);
            case 3 -> rearranged(x, t, c);
            case 4 -> reduced(x, t, c);
            case 5 -> repeated(x, t, c);
            case 6 -> products(x, t, c);
            case 7 -> shortened(x, t, c);
            default -> heads(x, t, c);
        }
    }

    private void recurrence(String x, int t) {
        int units = some(12);
        int layers = some(2);
        boolean both = random.nextBoolean();
        boolean sequences = random.nextInt(3) > 0;
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("units", units);
        attributes.put("layers", layers);
        attributes.put("bidirectional", both);
        attributes.put("returnSequences", sequences);
        if (layers > 1 && random.nextBoolean()) {
            attributes.put("dropout", 0.25);
        }
        int width = both ? 2 * units : units;
        List<Class<? extends Annotation>> kinds = List.of(Rnn.class, Lstm.class, Gru.class);
        nodes.add(kinds.get(random.nextInt(3)), attributes, sequences ? List.of(t, width) : List.of(width), x);
    }

    private void position(String x, int t, int c) {
        if (random.nextBoolean()) {
            nodes.add(PositionEmbedding.class, Map.of("length", t + random.nextInt(3)), List.of(t, c), x);
        } else {
            nodes.add(SinusoidalPosition.class, Map.of("base", 30.0), List.of(t, c), x);
        }
    }

    private void rearranged(String x, int t, int c) {
        if (t % 2 == 0 && random.nextBoolean()) {
            pattern(Rearrange.class, "(t two) c -> t (two c)", "two=2", List.of(t / 2, 2 * c), x);
        } else if (c % 2 == 0 && random.nextBoolean()) {
            pattern(Rearrange.class, "t (h d) -> (h t) d", "h=2", List.of(2 * t, c / 2), x);
        } else if (random.nextBoolean()) {
            pattern(Rearrange.class, "t c -> c t", "", List.of(c, t), x);
        } else {
            pattern(Rearrange.class, "t c -> (c t)", "", List.of(c * t), x);
        }
    }

    private void pattern(Class<? extends Annotation> layer, String text, String known, List<Integer> sizes, String x) {
        nodes.add(layer, known.isEmpty() ? Map.of("value", text) : Map.of("value", text, "sizes", known), sizes, x);
    }

    private void reduced(String x, int t, int c) {
        String by = List.of("MEAN", "SUM", "MAX", "MIN").get(random.nextInt(4));
        boolean rows = random.nextBoolean();
        Map<String, Object> attributes = Map.of("value", rows ? "t c -> c" : "t c -> t", "by", by);
        nodes.add(Reduce.class, attributes, List.of(rows ? c : t), x);
    }

    private void repeated(String x, int t, int c) {
        if (t * c <= 60) {
            boolean rows = random.nextBoolean();
            String text = rows ? "t c -> (t two) c" : "t c -> t (two c)";
            pattern(Repeat.class, text, "two=2", rows ? List.of(2 * t, c) : List.of(t, 2 * c), x);
        }
    }

    /** With another node that has as many columns, or as many rows. */
    private void products(String x, int t, int c) {
        boolean columns = random.nextBoolean();
        String other = shapes.keySet().stream()
                .filter(node ->
                        shapes.get(node).size() == 2 && shapes.get(node).get(columns ? 1 : 0) == (columns ? c : t))
                .findFirst()
                .orElse(x);
        List<Integer> sizes = shapes.get(other);
        String product = columns
                ? nodes.add(Einsum.class, Map.of("value", "q d, k d -> q k"), List.of(t, sizes.get(0)), x, other)
                : nodes.add(Einsum.class, Map.of("value", "t c, t d -> d c"), List.of(sizes.get(1), c), x, other);
        nodes.add(Scale.class, Map.of("value", 0.25), shapes.get(product), product);
    }

    private void shortened(String x, int t, int c) {
        if (random.nextInt(3) == 0) {
            nodes.add(Last.class, Map.of(), List.of(c), x);
        } else if (c % 2 == 0 && random.nextBoolean()) {
            String half = nodes.add(Split.class, Map.of("parts", 2), List.of(t, c / 2), x);
            String other = nodes.add(Part.class, Map.of("value", "1"), List.of(t, c / 2), half);
            String gate = random.nextBoolean() ? "SWIGLU" : "GEGLU";
            nodes.add(Activation.class, Map.of("value", gate), List.of(t, c / 2), half, other);
        } else if (t > 2) {
            nodes.add(Slice.class, Map.of("from", 1, "to", -1), List.of(t - 2, c), x);
        }
    }

    private void heads(String x, int t, int c) {
        int heads = c % 3 == 0 ? 3 : c % 2 == 0 ? 2 : 1;
        Map<String, Object> attributes = Map.of("heads", heads, "causal", random.nextBoolean());
        nodes.add(DotProductAttention.class, attributes, List.of(t, c), x, x, x);
    }
}
