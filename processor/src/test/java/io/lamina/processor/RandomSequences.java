package io.lamina.processor;

import io.lamina.Activation;
import io.lamina.Add;
import io.lamina.AvgPool1d;
import io.lamina.BatchNorm;
import io.lamina.Concat;
import io.lamina.Conv1d;
import io.lamina.Convention;
import io.lamina.CrossEntropy;
import io.lamina.Dense;
import io.lamina.Dropout;
import io.lamina.GlobalAvgPool1d;
import io.lamina.LayerNorm;
import io.lamina.MaxPool1d;
import io.lamina.MeanSquaredError;
import io.lamina.Multiply;
import io.lamina.Softmax;
import io.lamina.processor.shape.Dim;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Random models over sequences whose lengths are known at run time only: one or two symbols, in both conventions. */
final class RandomSequences {
    static final int LOWER = 4;
    static final int UPPER = 9;

    private final Random random;
    private final Convention convention;
    private final Declared model;
    private final List<Node> open = new ArrayList<>();
    private final Set<String> read = new HashSet<>();
    private int count;

    /** A sequence in the model. */
    private record Node(String name, Dim length, int channels) {}

    private RandomSequences(String name, long seed) {
        this.random = new Random(seed * 104729);
        this.convention = random.nextBoolean() ? Convention.KERAS : Convention.TORCH;
        this.model = Declared.model(name, convention);
    }

    static Declared make(String name, long seed) {
        return new RandomSequences(name, seed).make();
    }

    /** A value for each symbol of a model: T has the one given, S another one. */
    static Map<String, Integer> lengths(GeneratedModel model, int length) {
        Map<String, Integer> lengths = new TreeMap<>();
        for (String symbol : model.compiled().model().symbols().names()) {
            lengths.put(symbol, symbol.equals("S") ? LOWER + UPPER - length : length);
        }
        return lengths;
    }

    private Declared make() {
        input("T");
        if (random.nextInt(3) == 0) {
            input("S");
        }
        int layers = 2 + random.nextInt(7);
        for (int i = 0; i < layers; i++) {
            layer();
        }
        int heads = 0;
        for (Node node : List.copyOf(open)) {
            if (!read.contains(node.name)) {
                head(node, ++heads);
            }
        }
        return model;
    }

    private void input(String symbol) {
        int channels = 1 + random.nextInt(5);
        String name = "in" + ++count;
        String length = LOWER + "<=" + symbol + "<=" + UPPER;
        model.input(name, convention == Convention.KERAS ? length + " " + channels : channels + " " + length);
        open.add(new Node(name, Dim.symbol(symbol), channels));
    }

    private Node add(
            Class<? extends Annotation> layer,
            Map<String, Object> attributes,
            Dim length,
            int channels,
            String... reads) {
        String name = "n" + ++count;
        model.node(name, layer, attributes, reads);
        read.addAll(List.of(reads));
        Node node = new Node(name, length, channels);
        open.add(node);
        return node;
    }

    private void layer() {
        Node x = open.get(random.nextInt(3) > 0 ? open.size() - 1 : random.nextInt(open.size()));
        switch (random.nextInt(9)) {
            case 0 -> same(Activation.class, Map.of("value", "TANH"), x);
            case 1 -> same(BatchNorm.class, Map.of("epsilon", 0.1), x);
            case 2 -> same(Dropout.class, Map.of("value", 0.25), x);
            case 3 -> join(x);
            case 4 -> pool(x);
            case 5 -> rows(x);
            default -> convolution(x);
        }
    }

    private Node same(Class<? extends Annotation> layer, Map<String, Object> attributes, Node x, String... more) {
        List<String> reads = new ArrayList<>(List.of(x.name));
        reads.addAll(List.of(more));
        return add(layer, attributes, x.length, x.channels, reads.toArray(new String[0]));
    }

    /** What works on the last dimension, which must be a number. */
    private void rows(Node x) {
        if (convention == Convention.KERAS) {
            int units = 1 + random.nextInt(9);
            switch (random.nextInt(3)) {
                case 0 -> add(Dense.class, Map.of("units", units, "activation", "SILU"), x.length, units, x.name);
                case 1 -> same(Softmax.class, Map.of(), x);
                default -> same(LayerNorm.class, Map.of("epsilon", 0.1), x);
            }
        }
    }

    /** With another node of the same shape, or one behind the other along the length. */
    private void join(Node x) {
        Node other = open.stream()
                .filter(node -> !node.equals(x) && node.length.equals(x.length) && node.channels == x.channels)
                .findAny()
                .orElseGet(() -> same(Activation.class, Map.of("value", "SIGMOID"), x));
        switch (random.nextInt(3)) {
            case 0 -> same(Add.class, Map.of(), x, other.name);
            case 1 -> same(Multiply.class, Map.of(), x, other.name);
            default -> {
                Node third = open.stream()
                        .filter(node -> node.channels == x.channels)
                        .findFirst()
                        .orElse(other);
                Map<String, Object> axis = Map.of("axis", convention == Convention.KERAS ? -2 : -1);
                if (!third.equals(x)) {
                    add(Concat.class, axis, x.length.plus(third.length), x.channels, x.name, third.name);
                }
            }
        }
    }

    private static long least(Dim length) {
        return length.evaluate(symbol -> LOWER);
    }

    private void pool(Node x) {
        int size = 1 + random.nextInt(3);
        int stride = 1 + random.nextInt(3);
        if (least(x.length) >= size) {
            Dim length = x.length.plus(-size).floorDiv(stride).plus(1);
            Class<? extends Annotation> layer = random.nextBoolean() ? MaxPool1d.class : AvgPool1d.class;
            add(layer, Map.of("size", size, "stride", stride), length, x.channels, x.name);
        }
    }

    private void convolution(Node x) {
        int kernel = 1 + random.nextInt(4);
        int stride = 1 + random.nextInt(3);
        int dilation = 1 + random.nextInt(4) / 3;
        int extent = dilation * (kernel - 1) + 1;
        int groups = random.nextInt(4) == 0 ? x.channels : 1;
        int filters = groups * (1 + random.nextInt(groups > 1 ? 2 : 17));
        Map<String, Object> attributes =
                new HashMap<>(Map.of("filters", filters, "kernel", kernel, "dilation", dilation, "groups", groups));
        int padding = random.nextInt(3);
        int pad = random.nextInt(3);
        Dim length;
        if (padding == 0) {
            attributes.putAll(Map.of("padding", "SAME"));
            length = x.length;
        } else if (padding == 1) {
            attributes.putAll(Map.of("padding", "CAUSAL", "stride", stride));
            length = x.length.plus(-1).floorDiv(stride).plus(1);
        } else {
            if (least(x.length) + 2L * pad < extent) {
                return;
            }
            attributes.putAll(Map.of("pad", pad, "stride", stride));
            length = x.length.plus(2L * pad - extent).floorDiv(stride).plus(1);
        }
        attributes.put("bias", random.nextBoolean());
        attributes.put("activation", List.of("RELU", "LINEAR", "TANH").get(random.nextInt(3)));
        add(Conv1d.class, attributes, length, filters, x.name);
    }

    /** A loss over the mean of a sequence, or in Keras's order over each of its places. */
    private void head(Node node, int number) {
        String target = "target" + number;
        if (convention == Convention.KERAS && random.nextBoolean()) {
            Node out = add(Dense.class, Map.of("value", 3), node.length, 3, node.name);
            model.output();
            model.labels(target, node.length.toString().replace(" ", ""), 3);
            model.node("loss" + number, CrossEntropy.class, Map.of("ignoreIndex", 1), out.name, target);
            return;
        }
        String mean = "mean" + number;
        model.node(mean, GlobalAvgPool1d.class, Map.of(), node.name);
        model.node("out" + number, Dense.class, Map.of("value", 2), mean);
        model.output();
        model.input(target, "2");
        model.node("loss" + number, MeanSquaredError.class, Map.of(), "out" + number, target);
    }
}
