package io.lamina.processor;

import io.lamina.Add;
import io.lamina.Conv2d;
import io.lamina.Convention;
import io.lamina.CrossEntropy;
import io.lamina.Dense;
import io.lamina.GlobalAvgPool2d;
import io.lamina.MaxPool2d;
import java.util.Map;

/** Examples whose convolutions are computed by Winograd's algorithm, or add their gradients to others. */
final class TransformedModels {
    private TransformedModels() {}

    /** Convolutions that Winograd's algorithm computes, forward and both gradients, with tiles that cross the edges. */
    static Declared transformed(Convention convention) {
        return Declared.model("Transformed" + convention, convention)
                .input("image", ExampleModels.image(convention, 32, 10, 11))
                .node("conv1", Conv2d.class, ExampleModels.conv(32, 3, "pad", 1, "activation", "TANH"), "image")
                .node("conv2", Conv2d.class, ExampleModels.conv(48, 3, "activation", "RELU"), "conv1")
                .node("pool", MaxPool2d.class, Map.of("value", 2), "conv2")
                .node("mean", GlobalAvgPool2d.class, Map.of(), "pool")
                .node("logits", Dense.class, Map.of("value", 3), "mean")
                .labels("label", "", 3)
                .node("loss", CrossEntropy.class, Map.of(), "logits", "label");
    }

    /** The same with a stride. */
    static Declared strided(Convention convention) {
        return Declared.model("Strided" + convention, convention)
                .input("image", ExampleModels.image(convention, 3, 16, 20))
                .node("conv1", Conv2d.class, ExampleModels.conv(32, 1, "activation", "TANH"), "image")
                .node(
                        "conv2",
                        Conv2d.class,
                        ExampleModels.conv(48, 3, "stride", 2, "pad", 1, "activation", "RELU"),
                        "conv1")
                .node("mean", GlobalAvgPool2d.class, Map.of(), "conv2")
                .node("logits", Dense.class, Map.of("value", 3), "mean")
                .labels("label", "", 3)
                .node("loss", CrossEntropy.class, Map.of(), "logits", "label");
    }

    /** Tensors that convolutions and other layers read, whose gradients the convolutions' are added to; the last has a shortcut beside it. */
    static Declared forks(Convention convention) {
        return Declared.model("Forks" + convention, convention)
                .input("image", ExampleModels.image(convention, 3, 11, 10))
                .node("first", Conv2d.class, ExampleModels.conv(32, 3, "pad", 1, "activation", "RELU"), "image")
                .node("conv1", Conv2d.class, ExampleModels.conv(32, 3, "pad", 1), "first")
                .node("sum1", Add.class, Map.of(), "conv1", "first")
                .node("conv2", Conv2d.class, ExampleModels.conv(32, 3, "pad", 1, "activation", "TANH"), "sum1")
                .node("sum2", Add.class, Map.of(), "conv2", "sum1")
                .node("down", Conv2d.class, ExampleModels.conv(16, 3, "stride", 2, "pad", 1), "sum2")
                .node("shortcut", Conv2d.class, ExampleModels.conv(16, 1, "stride", 2), "sum2")
                .node("sum3", Add.class, Map.of(), "down", "shortcut")
                .node("mean", GlobalAvgPool2d.class, Map.of(), "sum3")
                .node("logits", Dense.class, Map.of("value", 3), "mean")
                .labels("label", "", 3)
                .node("loss", CrossEntropy.class, Map.of(), "logits", "label");
    }
}
