package io.lamina.processor;

import io.lamina.Activation;
import io.lamina.Add;
import io.lamina.Argument;
import io.lamina.Attention;
import io.lamina.BatchNorm;
import io.lamina.Concat;
import io.lamina.Conv2d;
import io.lamina.Convention;
import io.lamina.Dense;
import io.lamina.Dropout;
import io.lamina.Flatten;
import io.lamina.Gru;
import io.lamina.Lstm;
import io.lamina.MeanSquaredError;
import io.lamina.Multiply;
import io.lamina.Part;
import io.lamina.Softmax;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random models made of random blocks: over rows and images, applied once or several times, with shared weights or their own, with
 * a second input, a second output, arguments, attention, recurrence, and blocks inside.
 */
final class RandomBlocks {
    private final String name;
    private final Random random;
    private final Convention convention;
    private final boolean images;
    private final int width;
    private final int depth;
    private final int mostTimes;
    private int blocks;

    private RandomBlocks(String name, long seed, int depth, int mostTimes) {
        this.name = name;
        this.random = new Random(seed * 6007);
        this.convention = random.nextBoolean() ? Convention.KERAS : Convention.TORCH;
        this.images = random.nextBoolean();
        this.width = 2 + random.nextInt(5);
        this.depth = depth;
        this.mostTimes = mostTimes;
    }

    static Declared make(String name, long seed) {
        return new RandomBlocks(name, seed, 1, 3).make();
    }

    /**
     * Up to five times, and blocks in blocks in blocks: for tests of bits. Norms behind saturated functions, many in a row, make a
     * rounding of the first into percents of the last, so that no bound on numbers means anything.
     */
    static Declared deep(String name, long seed) {
        return new RandomBlocks(name, seed, 2, 5).make();
    }

    private Declared make() {
        Declared model = Declared.model(name, convention)
                .input("x", shape("5", "4", Integer.toString(width)))
                .input("side", Integer.toString(width));
        if (images) {
            model.node("start", Conv2d.class, ExampleModels.conv(width, 1, "activation", "TANH"), "x");
        } else {
            model.node("start", Dense.class, Map.of("units", width, "activation", "TANH"), "x");
        }
        String last = "start";
        for (int i = 1; i <= 1 + random.nextInt(2); i++) {
            Declared block = block(depth);
            model.apply("body" + i, block, options(), last, "side");
            last = "body" + i;
            if (random.nextInt(3) == 0) {
                model.node("seen" + i, Part.class, Map.of("value", "seen"), last);
                model.node("both" + i, Add.class, Map.of(), last, "seen" + i);
                last = "both" + i;
            }
        }
        return model.node("flat", Flatten.class, Map.of(), last)
                .node("y", Dense.class, Map.of("value", 3), "flat")
                .input("target", "3")
                .node("loss", MeanSquaredError.class, Map.of(), "y", "target");
    }

    private String shape(String height, String rows, String last) {
        if (!images) {
            return rows + " " + last;
        }
        return convention == Convention.KERAS ? height + " " + rows + " " + last : last + " " + height + " " + rows;
    }

    private Map<String, Object> options() {
        Map<String, Object> options = new HashMap<>();
        options.put("with", List.of("WIDTH=" + width));
        if (random.nextInt(4) != 0) {
            int times = 1 + random.nextInt(mostTimes);
            options.put("times", times);
            options.put("shared", times > 1 && random.nextInt(3) == 0);
        }
        return options;
    }

    /** A block that keeps the shape of its first input. */
    private Declared block(int depth) {
        Declared block = Declared.model(name + "Block" + ++blocks, convention)
                .constant("WIDTH", Argument.B)
                .input("x", shape("H", "W", "WIDTH"))
                .input("side", "WIDTH");
        List<String> same = new ArrayList<>(List.of("x"));
        int layers = 2 + random.nextInt(4);
        for (int i = 1; i <= layers; i++) {
            String from = same.get(random.nextInt(3) == 0 ? random.nextInt(same.size()) : same.size() - 1);
            layer(block, "n" + i, from, same, depth);
            same.add("n" + i);
        }
        boolean residual = random.nextBoolean();
        String last = same.get(same.size() - 1);
        // Bounded, as what is multiplied again and again soon has no number.
        block.node("sum", residual ? Add.class : Multiply.class, Map.of(), last, residual ? "x" : "gate");
        block.node("y", Activation.class, Map.of("value", "TANH"), "sum").output();
        block.node("gate", Activation.class, Map.of("value", "SIGMOID"), same.get(same.size() / 2));
        return block.node("seen", Activation.class, Map.of("value", "SQUARE"), same.get(1))
                .output();
    }

    private void layer(Declared block, String node, String from, List<String> same, int depth) {
        switch (random.nextInt(images ? 8 : 10)) {
            case 0 -> {
                if (depth > 0) {
                    Map<String, Object> options = options();
                    options.put("with", List.of(random.nextBoolean() ? "WIDTH=WIDTH" : "WIDTH=" + Argument.B));
                    block.apply(node, block(depth - 1), options, from, "side");
                } else {
                    block.node(node, Activation.class, Map.of("value", "GELU"), from);
                }
            }
            case 1 -> block.node(node, Dropout.class, Map.of("value", 0.3), from);
            case 2 -> block.node(node, BatchNorm.class, Map.of(), from);
            case 3 -> block.node(node, Multiply.class, Map.of(), from, same.get(random.nextInt(same.size())));
            case 4 -> {
                if (images) {
                    wide(block, node, from);
                } else {
                    block.node(node, Softmax.class, Map.of(), from);
                }
            }
            case 5 -> {
                if (images) {
                    block.node(node, Activation.class, Map.of("value", "RELU"), from);
                } else {
                    block.node(node, Multiply.class, Map.of(), from, "side");
                }
            }
            case 8 -> block.node(node, Attention.class, Map.of("heads", 1, "causal", random.nextBoolean()), from);
            case 9 -> {
                Class<? extends Annotation> layer = random.nextBoolean() ? Gru.class : Lstm.class;
                block.node(node, layer, Map.of("units", Argument.B, "returnSequences", true), from);
            }
            default -> wide(block, node, from);
        }
    }

    /** To another width and back. */
    private void wide(Declared block, String node, String from) {
        String inner = node + "w";
        if (images) {
            block.node(inner, Conv2d.class, ExampleModels.conv(2 * Argument.B, 3, "pad", 1, "activation", "RELU"), from)
                    .node(node, Conv2d.class, ExampleModels.conv(Argument.B, 1), inner);
        } else {
            block.node(inner, Dense.class, Map.of("units", Argument.B + 1, "activation", "TANH"), from)
                    .node(inner + "2", Concat.class, Map.of(), inner, from)
                    .node(node, Dense.class, Map.of("units", Argument.B), inner + "2");
        }
    }
}
