package io.lamina.processor;

import io.lamina.Activation;
import io.lamina.ActivationFunction;
import io.lamina.Add;
import io.lamina.Attention;
import io.lamina.AvgPool2d;
import io.lamina.BatchNorm;
import io.lamina.BinaryCrossEntropy;
import io.lamina.Concat;
import io.lamina.Conv2d;
import io.lamina.Convention;
import io.lamina.CrossEntropy;
import io.lamina.Dense;
import io.lamina.Dropout;
import io.lamina.Flatten;
import io.lamina.GlobalAvgPool2d;
import io.lamina.GroupNorm;
import io.lamina.Huber;
import io.lamina.KlDivergence;
import io.lamina.LayerNorm;
import io.lamina.MaxPool2d;
import io.lamina.MeanAbsoluteError;
import io.lamina.MeanSquaredError;
import io.lamina.Multiply;
import io.lamina.Reshape;
import io.lamina.RmsNorm;
import io.lamina.Softmax;
import io.lamina.Subtract;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Random models: every layer, both conventions, odd sizes, nodes with several readers, several inputs, outputs and losses.
 * Shapes are kept here as the layers' documentation says they are, so the compiler's own are checked on the way.
 */
final class RandomModels {
    static final List<ActivationFunction> FUNCTIONS = List.of(
            ActivationFunction.RELU,
            ActivationFunction.LEAKY_RELU,
            ActivationFunction.ELU,
            ActivationFunction.GELU,
            ActivationFunction.SILU,
            ActivationFunction.TANH,
            ActivationFunction.SIGMOID,
            ActivationFunction.HARD_SWISH,
            ActivationFunction.SOFTPLUS,
            ActivationFunction.LINEAR);

    private final Random random;
    private final Convention convention;
    private final Declared model;
    /** Sizes of each node, channels last whatever the convention; of images alone the order differs in the declaration. */
    private final Map<String, List<Integer>> shapes = new LinkedHashMap<>();

    private final List<String> open = new ArrayList<>();
    private final Set<String> read = new HashSet<>();
    private final RandomWindows windows;
    private final RandomRows rows;
    private int count;

    private RandomModels(String name, long seed) {
        this.random = new Random(seed * 7919);
        this.convention = random.nextBoolean() ? Convention.KERAS : Convention.TORCH;
        this.model = Declared.model(name, convention);
        this.windows = new RandomWindows(random, convention, this::add);
        this.rows = new RandomRows(random, model, this::add, shapes);
    }

    static Declared make(String name, long seed) {
        return new RandomModels(name, seed).make();
    }

    private Declared make() {
        int inputs = 1 + random.nextInt(2);
        for (int i = 0; i < inputs; i++) {
            switch (random.nextInt(8)) {
                case 0 -> input(List.of(1 + random.nextInt(19)));
                case 3, 4 -> rows.tokens("in" + ++count);
                case 1, 2 -> input(List.of(2 + random.nextInt(8), 2 + random.nextInt(12)));
                default -> input(image());
            }
        }
        int layers = 3 + random.nextInt(8);
        for (int i = 0; i < layers; i++) {
            layer();
        }
        int heads = 0;
        for (String node : List.copyOf(open)) {
            if (!read.contains(node)) {
                head(node, ++heads);
            }
        }
        return model;
    }

    private List<Integer> image() {
        List<Integer> sizes = new ArrayList<>();
        if (random.nextInt(6) == 0) {
            sizes.add(2);
        }
        sizes.add(3 + random.nextInt(8));
        sizes.add(3 + random.nextInt(8));
        sizes.add(1 + random.nextInt(5));
        return List.copyOf(sizes);
    }

    private String text(List<Integer> sizes) {
        List<Integer> order = new ArrayList<>(sizes);
        if (convention == Convention.TORCH && sizes.size() >= 3) {
            int channels = order.remove(/* index */ order.size() - 1);
            order.add(order.size() - 2, channels);
        }
        StringBuilder text = new StringBuilder();
        order.forEach(size -> text.append(text.length() == 0 ? "" : " ").append(size));
        return text.toString();
    }

    private void input(List<Integer> sizes) {
        String name = "in" + ++count;
        model.input(name, text(sizes));
        known(name, sizes);
    }

    private void known(String name, List<Integer> sizes) {
        shapes.put(name, sizes);
        open.add(name);
    }

    private String add(
            Class<? extends Annotation> layer, Map<String, Object> attributes, List<Integer> sizes, String... reads) {
        String name = "n" + ++count;
        model.node(name, layer, attributes, reads);
        if (layer != Dropout.class && layer != Activation.class && random.nextInt(12) == 0) {
            model.frozen();
        }
        read.addAll(List.of(reads));
        known(name, sizes);
        return name;
    }

    /** A layer behind some node: mostly a late one, at times any, which then has several readers. */
    private void layer() {
        int from = random.nextInt(3) > 0 ? open.size() - 1 : random.nextInt(open.size());
        String x = open.get(from);
        List<Integer> sizes = shapes.get(x);
        boolean image = sizes.size() >= 3;
        if (sizes.size() >= 2 && (!image || convention == Convention.KERAS) && random.nextInt(image ? 10 : 6) == 0) {
            attention(x, sizes);
            return;
        }
        if (sizes.size() == 1 && sizes.get(0) < 8 && random.nextInt(4) == 0) {
            rows.waves(x, sizes.get(0));
            return;
        }
        if (sizes.size() == 2 && random.nextInt(3) > 0) {
            rows.layer(x, sizes.get(0), sizes.get(1));
            return;
        }
        if (sizes.size() == 2 && random.nextBoolean()) {
            windows.alongSequence(x, sizes);
            return;
        }
        switch (random.nextInt(image ? 18 : 9)) {
            case 0 -> add(Activation.class, Map.of("value", function()), sizes, x);
            case 1 -> add(Dropout.class, Map.of("value", 0.25), sizes, x);
            case 2 -> norm(x, sizes);
            case 3, 4 -> join(x, sizes);
            case 5 -> dense(x, sizes);
            case 6 -> flatten(x, sizes);
            case 7 -> add(Softmax.class, Map.of(), sizes, x);
            case 8 -> binary(x, sizes);
            case 9 -> pool(x, sizes, MaxPool2d.class);
            case 10 -> pool(x, sizes, AvgPool2d.class);
            case 11 -> globalPool(x, sizes);
            case 12 -> windows.depthwise(x, sizes);
            case 13 -> windows.transposed(x, sizes);
            case 14 -> windows.resized(x, sizes);
            default -> convolution(x, sizes);
        }
    }

    /** Of one tensor, or from it to another of as many mapped dimensions and any length and width. */
    private void attention(String x, List<Integer> sizes) {
        int kvHeads = 1 + random.nextInt(2);
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("heads", kvHeads * (1 + random.nextInt(2)));
        attributes.put("kvHeads", kvHeads);
        attributes.put("headSize", 2 * (1 + random.nextInt(5)));
        attributes.put("bias", random.nextBoolean());
        attributes.put("dropout", random.nextInt(3) == 0 ? 0.3 : 0.0);
        attributes.put("rope", List.of("NONE", "HALF", "INTERLEAVED").get(random.nextInt(3)));
        List<Integer> leading = sizes.subList(0, sizes.size() - 2);
        List<String> others = open.stream()
                .filter(node -> shapes.get(node).size() == sizes.size()
                        && shapes.get(node).subList(0, sizes.size() - 2).equals(leading))
                .toList();
        String memory = others.get(random.nextInt(others.size()));
        boolean sameLength = shapes.get(memory).get(sizes.size() - 2).equals(sizes.get(sizes.size() - 2));
        if (sameLength && random.nextBoolean()) {
            attributes.put("causal", true);
            if (random.nextBoolean()) {
                attributes.put("window", 1 + random.nextInt(4));
            }
        }
        if (memory.equals(x)) {
            add(Attention.class, attributes, sizes, x);
        } else {
            add(Attention.class, attributes, sizes, x, memory);
        }
    }

    private String function() {
        return FUNCTIONS.get(random.nextInt(FUNCTIONS.size())).name();
    }

    /** At times with what a residual block has behind it. */
    private void norm(String x, List<Integer> sizes) {
        String norm = switch (random.nextInt(5)) {
            case 0 -> rowNorm(LayerNorm.class, x, sizes);
            case 1 -> rowNorm(RmsNorm.class, x, sizes);
            case 2 -> groupNorm(x, sizes);
            default -> add(BatchNorm.class, Map.of("epsilon", 0.1), sizes, x);
        };
        String sum = random.nextInt(3) == 0 ? add(Add.class, Map.of(), sizes, norm, x) : norm;
        if (random.nextBoolean()) {
            add(Activation.class, Map.of("value", function()), sizes, sum);
        }
    }

    private String rowNorm(Class<? extends Annotation> layer, String x, List<Integer> sizes) {
        int last = 1 + random.nextInt(sizes.size());
        return add(layer, Map.of("epsilon", 0.1, "last", last), sizes, x);
    }

    private String groupNorm(String x, List<Integer> sizes) {
        boolean rows = sizes.size() == 2 && convention == Convention.TORCH;
        int channels = sizes.get(rows ? 0 : sizes.size() - 1);
        int groups = 1 + random.nextInt(channels);
        return add(GroupNorm.class, Map.of("value", channels % groups == 0 ? groups : 1, "epsilon", 0.1), sizes, x);
    }

    /** Where the last dimension in the declaration lies in the sizes here. */
    private void dense(String x, List<Integer> sizes) {
        boolean image = sizes.size() >= 3 && convention == Convention.TORCH;
        int last = image ? sizes.size() - 2 : sizes.size() - 1;
        int units = 1 + random.nextInt(18);
        List<Integer> result = new ArrayList<>(sizes);
        result.set(last, units);
        add(Dense.class, Map.of("units", units, "activation", function(), "bias", random.nextBoolean()), result, x);
    }

    private void flatten(String x, List<Integer> sizes) {
        int product = sizes.stream().reduce(1, (a, b) -> a * b);
        if (random.nextBoolean()) {
            add(Flatten.class, Map.of(), List.of(product), x);
        } else {
            add(Reshape.class, Map.of("value", "" + product), List.of(product), x);
        }
    }

    private void globalPool(String x, List<Integer> sizes) {
        List<Integer> result = new ArrayList<>(sizes.subList(0, sizes.size() - 3));
        result.add(sizes.get(sizes.size() - 1));
        add(GlobalAvgPool2d.class, Map.of(), result, x);
    }

    /** With another node of the same shape, or with one behind an activation. */
    private void binary(String x, List<Integer> sizes) {
        String other = open.stream()
                .filter(node -> !node.equals(x) && shapes.get(node).equals(sizes))
                .findAny()
                .orElseGet(() -> add(Activation.class, Map.of("value", function()), sizes, x));
        List<Class<? extends Annotation>> layers = List.of(Add.class, Subtract.class, Multiply.class);
        add(layers.get(random.nextInt(3)), Map.of(), sizes, other, x);
    }

    private void join(String x, List<Integer> sizes) {
        String other = open.stream()
                .filter(node -> !node.equals(x)
                        && shapes.get(node).size() == sizes.size()
                        && shapes.get(node).subList(0, sizes.size() - 1).equals(sizes.subList(0, sizes.size() - 1)))
                .findAny()
                .orElseGet(() -> add(Activation.class, Map.of("value", function()), sizes, x));
        List<Integer> result = new ArrayList<>(sizes);
        result.set(
                sizes.size() - 1,
                sizes.get(sizes.size() - 1) + shapes.get(other).get(sizes.size() - 1));
        add(Concat.class, Map.of(), result, x, other);
    }

    private void pool(String x, List<Integer> sizes, Class<? extends Annotation> layer) {
        int height = 1 + random.nextInt(3);
        int width = 1 + random.nextInt(3);
        int step = 1 + random.nextInt(3);
        boolean same = random.nextInt(3) == 0 && (convention == Convention.KERAS || step == 1);
        List<Integer> result = windows(sizes, height, width, step, step, 1, same, 0);
        if (result.stream().anyMatch(size -> size < 1)) {
            return;
        }
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("size", List.of(height, width));
        if (random.nextBoolean() || height != step || width != step) {
            attributes.put("stride", List.of(step));
        }
        if (same) {
            attributes.put("padding", "SAME");
        }
        add(layer, attributes, result, x);
    }

    private void convolution(String x, List<Integer> sizes) {
        int channels = sizes.get(sizes.size() - 1);
        int groups = random.nextInt(4) == 0 ? channels : 1;
        int filters = groups * (1 + random.nextInt(groups > 1 ? 2 : 17));
        int height = 1 + random.nextInt(4);
        int width = 1 + random.nextInt(4);
        int stepDown = 1 + random.nextInt(2);
        int stepRight = 1 + random.nextInt(2);
        int dilation = 1 + random.nextInt(4) / 3;
        boolean same = random.nextInt(3) == 0 && (convention == Convention.KERAS || stepDown * stepRight == 1);
        int pad = same ? 0 : random.nextInt(3);
        List<Integer> result = windows(sizes, height, width, stepDown, stepRight, dilation, same, pad);
        if (result.stream().anyMatch(size -> size < 1)) {
            return;
        }
        Map<String, Object> attributes = new HashMap<>(Map.of(
                "filters",
                filters,
                "kernel",
                List.of(height, width),
                "stride",
                List.of(stepDown, stepRight),
                "dilation",
                dilation,
                "groups",
                groups,
                "activation",
                function(),
                "bias",
                random.nextInt(4) > 0));
        if (same) {
            attributes.put("padding", "SAME");
        } else if (pad > 0) {
            attributes.put("pad", pad);
        }
        result.set(result.size() - 1, filters);
        String convolved = add(Conv2d.class, attributes, result, x);
        if (random.nextInt(3) == 0) {
            pool(convolved, result, MaxPool2d.class);
        }
    }

    /** Both worlds' formulas for the size of what a window gives. */
    static List<Integer> windows(
            List<Integer> sizes, int height, int width, int down, int right, int dilation, boolean same, int pad) {
        List<Integer> result = new ArrayList<>(sizes);
        int rows = sizes.size() - 3;
        int tall = sizes.get(rows);
        int wide = sizes.get(rows + 1);
        result.set(
                rows,
                same
                        ? (tall + down - 1) / down
                        : Math.floorDiv(tall + 2 * pad - dilation * (height - 1) - 1, down) + 1);
        result.set(
                rows + 1,
                same
                        ? (wide + right - 1) / right
                        : Math.floorDiv(wide + 2 * pad - dilation * (width - 1) - 1, right) + 1);
        return result;
    }

    /** A dense layer, an output or not, and a loss, for a node that nobody reads yet. */
    private void head(String node, int number) {
        List<Integer> sizes = shapes.get(node);
        String flat = sizes.size() == 1
                ? node
                : add(Flatten.class, Map.of(), List.of(sizes.stream().reduce(1, (a, b) -> a * b)), node);
        int units = 1 + random.nextInt(9);
        String out = add(Dense.class, Map.of("value", units), List.of(units), flat);
        if (number == 1 || random.nextBoolean()) {
            model.output();
        }
        Map<String, Object> options =
                Map.of("weight", random.nextBoolean() ? 1.0 : 0.5, "reduction", random.nextBoolean() ? "MEAN" : "SUM");
        String target = "target" + number;
        switch (random.nextInt(6)) {
            case 0 -> {
                model.labels(target, "", units);
                Map<String, Object> more = new HashMap<>(options);
                more.put("labelSmoothing", random.nextBoolean() ? 0.0 : 0.1);
                more.put("ignoreIndex", random.nextBoolean() ? -100 : 0);
                model.node("loss" + number, CrossEntropy.class, more, out, target);
            }
            case 1 -> {
                model.input(target, "" + units);
                model.node("loss" + number, BinaryCrossEntropy.class, options, out, target);
            }
            case 2 -> {
                model.input(target, "" + units);
                model.node("loss" + number, MeanAbsoluteError.class, options, out, target);
            }
            case 3 -> {
                model.input(target, "" + units);
                model.node("loss" + number, Huber.class, options, out, target);
            }
            case 4 -> {
                model.input(target, "" + units);
                model.node("loss" + number, KlDivergence.class, options, out, target);
            }
            default -> {
                model.input(target, "" + units);
                model.node("loss" + number, MeanSquaredError.class, options, out, target);
            }
        }
    }
}
