package io.lamina.processor;

import io.lamina.AdaptiveAvgPool2d;
import io.lamina.AvgPool1d;
import io.lamina.Conv1d;
import io.lamina.ConvTranspose2d;
import io.lamina.Convention;
import io.lamina.DepthwiseConv2d;
import io.lamina.GlobalAvgPool1d;
import io.lamina.MaxPool1d;
import io.lamina.Upsample2d;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random layers over sequences, and what makes images larger or smaller besides convolutions and pools, for {@link RandomModels}. */
final class RandomWindows {
    /** Adds a node with the sizes that it must have. */
    interface Nodes {
        String add(
                Class<? extends Annotation> layer,
                Map<String, Object> attributes,
                List<Integer> sizes,
                String... reads);
    }

    private final Random random;
    private final Convention convention;
    private final Nodes nodes;

    RandomWindows(Random random, Convention convention, Nodes nodes) {
        this.random = random;
        this.convention = convention;
        this.nodes = nodes;
    }

    private String function() {
        return RandomModels.FUNCTIONS
                .get(random.nextInt(RandomModels.FUNCTIONS.size()))
                .name();
    }

    /** A sequence stands here as it is declared: length and channels, or channels and length. */
    void alongSequence(String x, List<Integer> sizes) {
        boolean keras = convention == Convention.KERAS;
        int length = sizes.get(keras ? 0 : 1);
        int channels = sizes.get(keras ? 1 : 0);
        int size = 1 + random.nextInt(4);
        int stride = 1 + random.nextInt(3);
        int dilation = 1 + random.nextInt(4) / 3;
        switch (random.nextInt(4)) {
            case 0 -> nodes.add(GlobalAvgPool1d.class, Map.of(), List.of(channels), x);
            case 1 -> {
                int after = Math.floorDiv(length - size, stride) + 1;
                if (after >= 1) {
                    nodes.add(
                            random.nextBoolean() ? MaxPool1d.class : AvgPool1d.class,
                            Map.of("size", size, "stride", stride),
                            sequence(after, channels),
                            x);
                }
            }
            default -> convolution(x, length, channels, size, stride, dilation);
        }
    }

    private List<Integer> sequence(int length, int channels) {
        return convention == Convention.KERAS ? List.of(length, channels) : List.of(channels, length);
    }

    private void convolution(String x, int length, int channels, int kernel, int stride, int dilation) {
        boolean causal = random.nextInt(3) == 0;
        int pad = causal ? 0 : random.nextInt(3);
        int extent = dilation * (kernel - 1) + 1;
        int after = causal ? (length + stride - 1) / stride : Math.floorDiv(length + 2 * pad - extent, stride) + 1;
        int groups = random.nextInt(4) == 0 ? channels : 1;
        int filters = groups * (1 + random.nextInt(groups > 1 ? 2 : 17));
        if (after < 1) {
            return;
        }
        Map<String, Object> attributes = new HashMap<>(
                Map.of("filters", filters, "kernel", kernel, "stride", stride, "dilation", dilation, "groups", groups));
        attributes.put("activation", function());
        attributes.put("bias", random.nextInt(4) > 0);
        if (causal) {
            attributes.put("padding", "CAUSAL");
        } else if (pad > 0) {
            attributes.put("pad", pad);
        }
        nodes.add(Conv1d.class, attributes, sequence(after, filters), x);
    }

    private static List<Integer> image(List<Integer> sizes, int height, int width, int channels) {
        List<Integer> result = new ArrayList<>(sizes.subList(0, sizes.size() - 3));
        result.addAll(List.of(height, width, channels));
        return result;
    }

    void depthwise(String x, List<Integer> sizes) {
        int multiplier = 1 + random.nextInt(3);
        int kernel = 1 + random.nextInt(3);
        int stride = 1 + random.nextInt(2);
        int channels = sizes.get(sizes.size() - 1);
        List<Integer> result = RandomModels.windows(sizes, kernel, kernel, stride, stride, 1, false, 1);
        if (result.stream().anyMatch(size -> size < 1) || channels * multiplier > 40) {
            return;
        }
        result.set(result.size() - 1, channels * multiplier);
        Map<String, Object> attributes = Map.of(
                "kernel", kernel, "stride", stride, "pad", 1, "depthMultiplier", multiplier, "activation", function());
        nodes.add(DepthwiseConv2d.class, attributes, result, x);
    }

    /** PyTorch's sizes in both conventions, as a pad is given. */
    void transposed(String x, List<Integer> sizes) {
        int height = sizes.get(sizes.size() - 3);
        int width = sizes.get(sizes.size() - 2);
        int kernel = 1 + random.nextInt(4);
        int stride = 1 + random.nextInt(3);
        int pad = random.nextInt(2);
        int added = random.nextInt(stride);
        int filters = 1 + random.nextInt(6);
        int tall = (height - 1) * stride + kernel - 2 * pad + added;
        int wide = (width - 1) * stride + kernel - 2 * pad + added;
        if (tall < 1 || wide < 1 || tall * wide > 400) {
            return;
        }
        Map<String, Object> attributes = Map.of(
                "filters",
                filters,
                "kernel",
                kernel,
                "stride",
                stride,
                "pad",
                pad,
                "outputPadding",
                added,
                "activation",
                function(),
                "bias",
                random.nextBoolean());
        nodes.add(ConvTranspose2d.class, attributes, image(sizes, tall, wide, filters), x);
    }

    void resized(String x, List<Integer> sizes) {
        int height = sizes.get(sizes.size() - 3);
        int width = sizes.get(sizes.size() - 2);
        int channels = sizes.get(sizes.size() - 1);
        int down = 1 + random.nextInt(3);
        int right = 1 + random.nextInt(3);
        if (random.nextBoolean()) {
            int tall = 1 + random.nextInt(height);
            int wide = 1 + random.nextInt(width);
            nodes.add(
                    AdaptiveAvgPool2d.class,
                    Map.of("size", List.of(tall, wide)),
                    image(sizes, tall, wide, channels),
                    x);
        } else if (height * down * width * right <= 400) {
            Map<String, Object> attributes = Map.of(
                    "size", List.of(down, right), "interpolation", random.nextBoolean() ? "NEAREST" : "BILINEAR");
            nodes.add(Upsample2d.class, attributes, image(sizes, height * down, width * right, channels), x);
        }
    }
}
