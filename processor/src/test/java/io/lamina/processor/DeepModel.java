package io.lamina.processor;

import io.lamina.Activation;
import io.lamina.Add;
import io.lamina.BatchNorm;
import io.lamina.Conv2d;
import io.lamina.Convention;
import io.lamina.CrossEntropy;
import io.lamina.Dense;
import io.lamina.Dropout;
import io.lamina.GlobalAvgPool2d;
import io.lamina.MaxPool2d;
import java.util.HashMap;
import java.util.Map;

/** A residual network of any depth. */
final class DeepModel {
    private DeepModel() {}

    static Declared of(String name, Convention convention, int layers) {
        Declared model = Declared.model(name, convention)
                .input("image", convention == Convention.KERAS ? "8 8 3" : "3 8 8")
                .node("stem", Conv2d.class, conv(Map.of("pad", 1)), "image");
        String last = "stem";
        int made = 1;
        for (int block = 1; made < layers - 5; block++) {
            String conv = "conv" + block;
            model.node(conv, Conv2d.class, conv(Map.of("pad", 1, "bias", block % 3 == 0)), last)
                    .node("norm" + block, BatchNorm.class, Map.of(), conv)
                    .node("act" + block, Activation.class, Map.of("value", "RELU"), "norm" + block)
                    .node("drop" + block, Dropout.class, Map.of("value", 0.1), "act" + block)
                    .node("sum" + block, Add.class, Map.of(), "drop" + block, last);
            last = "sum" + block;
            made += 5;
        }
        return model.node("pool", MaxPool2d.class, Map.of("value", 2), last)
                .node("last", Conv2d.class, conv(Map.of("activation", "GELU")), "pool")
                .node("mean", GlobalAvgPool2d.class, Map.of(), "last")
                .node("logits", Dense.class, Map.of("value", 10), "mean")
                .labels("label", "", 10)
                .node("loss", CrossEntropy.class, Map.of(), "logits", "label");
    }

    private static Map<String, Object> conv(Map<String, Object> more) {
        Map<String, Object> attributes = new HashMap<>(Map.of("filters", 4, "kernel", 3));
        attributes.putAll(more);
        return attributes;
    }
}
