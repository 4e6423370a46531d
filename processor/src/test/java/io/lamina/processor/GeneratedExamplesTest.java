package io.lamina.processor;

import io.lamina.Activation;
import io.lamina.Add;
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
import io.lamina.MaxPool2d;
import io.lamina.MeanSquaredError;
import io.lamina.Multiply;
import io.lamina.Reshape;
import io.lamina.Softmax;
import io.lamina.Subtract;
import io.lamina.processor.model.Model;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Models as people write them: generated code gives what the interpreter gives. */
class GeneratedExamplesTest {
    private static void check(Declared declared, Map<String, Integer> symbols, int... batches)
            throws IOException, ReflectiveOperationException {
        GeneratedModel model = GeneratedModel.of(declared.build());
        Model analysed = model.compiled().model();
        for (int batch : batches) {
            Agreement.check(model, new Samples(analysed, declared.classes(), batch, symbols, batch));
        }
    }

    private static String image(Convention convention, int channels, int height, int width) {
        return convention == Convention.KERAS
                ? height + " " + width + " " + channels
                : channels + " " + height + " " + width;
    }

    @ParameterizedTest
    @EnumSource
    void mlp(Convention convention) throws IOException, ReflectiveOperationException {
        check(
                Declared.model("Mlp", convention)
                        .input("x", "13")
                        .node("hidden", Dense.class, Map.of("units", 25, "activation", "RELU"), "x")
                        .node("kept", Dropout.class, Map.of("value", 0.3), "hidden")
                        .node("logits", Dense.class, Map.of("value", 5), "kept")
                        .labels("label", "", 5)
                        .node("loss", CrossEntropy.class, Map.of("labelSmoothing", 0.1), "logits", "label"),
                Map.of(),
                1,
                4,
                7);
    }

    @ParameterizedTest
    @EnumSource
    void digits(Convention convention) throws IOException, ReflectiveOperationException {
        check(
                Declared.model("Digits", convention)
                        .input("image", image(convention, 1, 8, 8))
                        .node("conv1", Conv2d.class, conv(12, 3, "padding", "SAME", "activation", "RELU"), "image")
                        .node("pool1", MaxPool2d.class, Map.of("value", List.of(2)), "conv1")
                        .node("conv2", Conv2d.class, conv(20, 3, "padding", "SAME", "activation", "RELU"), "pool1")
                        .node("pool2", MaxPool2d.class, Map.of("value", List.of(2)), "conv2")
                        .node("flat", Flatten.class, Map.of(), "pool2")
                        .node("hidden", Dense.class, Map.of("units", 64, "activation", "RELU"), "flat")
                        .node("kept", Dropout.class, Map.of("value", 0.5), "hidden")
                        .node("logits", Dense.class, Map.of("value", 10), "kept")
                        .labels("digit", "", 10)
                        .node("loss", CrossEntropy.class, Map.of(), "logits", "digit"),
                Map.of(),
                1,
                6);
    }

    private static Map<String, Object> conv(int filters, int kernel, Object... more) {
        Map<String, Object> attributes = new java.util.HashMap<>();
        attributes.put("filters", filters);
        attributes.put("kernel", kernel);
        for (int i = 0; i < more.length; i += 2) {
            attributes.put((String) more[i], more[i + 1]);
        }
        return attributes;
    }

    @ParameterizedTest
    @EnumSource
    void residual(Convention convention) throws IOException, ReflectiveOperationException {
        check(
                Declared.model("Residual", convention)
                        .input("image", image(convention, 3, 9, 7))
                        .node("stem", Conv2d.class, conv(8, 3, "pad", 1, "bias", false), "image")
                        .node("norm1", BatchNorm.class, Map.of(), "stem")
                        .node("act1", Activation.class, Map.of("value", "RELU"), "norm1")
                        .node("conv2", Conv2d.class, conv(8, 3, "pad", 1, "bias", false), "act1")
                        .node("norm2", BatchNorm.class, Map.of("momentum", 0.3), "conv2")
                        .node("sum", Add.class, Map.of(), "norm2", "act1")
                        .node("act2", Activation.class, Map.of("value", "GELU"), "sum")
                        .node("down", Conv2d.class, conv(16, 3, "stride", 2, "pad", 1), "act2")
                        .node("frozenNorm", BatchNorm.class, Map.of(), "down")
                        .frozen()
                        .node("mean", GlobalAvgPool2d.class, Map.of(), "frozenNorm")
                        .node("logits", Dense.class, Map.of("value", 4), "mean")
                        .labels("label", "", 4)
                        .node("loss", CrossEntropy.class, Map.of("reduction", "SUM"), "logits", "label"),
                Map.of(),
                2,
                5);
    }

    @ParameterizedTest
    @EnumSource
    void severalInputsOutputsAndLosses(Convention convention) throws IOException, ReflectiveOperationException {
        check(
                Declared.model("Several", convention)
                        .input("left", "6")
                        .input("right", "9")
                        .node("a", Dense.class, Map.of("value", 7, "activation", "TANH"), "left")
                        .node("b", Dense.class, Map.of("value", 7, "activation", "SILU"), "right")
                        .node("gate", Multiply.class, Map.of(), "a", "b")
                        .node("difference", Subtract.class, Map.of(), "a", "gate")
                        .output()
                        .node("joined", Concat.class, Map.of(), "gate", "a", "difference")
                        .node("score", Dense.class, Map.of("value", 3), "joined")
                        .output()
                        .node("probabilities", Softmax.class, Map.of(), "score")
                        .output()
                        .node("position", Dense.class, Map.of("value", 2), "joined")
                        .output()
                        .labels("label", "", 3)
                        .input("target", "2")
                        .input("flags", "7")
                        .node("loss", CrossEntropy.class, Map.of("weight", 0.5), "score", "label")
                        .node("distance", MeanSquaredError.class, Map.of("weight", 2.0), "position", "target")
                        .node("binary", BinaryCrossEntropy.class, Map.of("reduction", "SUM"), "difference", "flags"),
                Map.of(),
                1,
                5);
    }

    @Test
    void symbolicLength() throws IOException, ReflectiveOperationException {
        Declared declared = Declared.model("Sequence", Convention.KERAS)
                .input("x", "2<=T<=6 5")
                .node("hidden", Dense.class, Map.of("value", 8, "activation", "RELU"), "x")
                .node("norm", BatchNorm.class, Map.of(), "hidden")
                .node("kept", Dropout.class, Map.of("value", 0.25), "norm")
                .node("joined", Concat.class, Map.of("axis", -2), "kept", "norm", "hidden")
                .node("bent", Activation.class, Map.of("value", "MISH"), "joined")
                .node("wide", Concat.class, Map.of(), "joined", "bent")
                .node("logits", Dense.class, Map.of("value", 3), "wide")
                .labels("label", "3*T", 3)
                .node("loss", CrossEntropy.class, Map.of("ignoreIndex", 1), "logits", "label");
        for (int length : new int[] {2, 5, 6}) {
            check(declared, Map.of("T", length), 1, 4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void framesAndRows(Convention convention) throws IOException, ReflectiveOperationException {
        check(
                Declared.model("Frames", convention)
                        .input("video", "3 " + image(convention, 2, 6, 5))
                        .input("bias", convention == Convention.KERAS ? "2" : "5")
                        .node("shifted", Add.class, Map.of(), "video", "bias")
                        .node("scaled", Multiply.class, Map.of(), "bias", "shifted")
                        .node("conv", Conv2d.class, conv(4, 3, "dilation", 2, "pad", 2, "groups", 2), "scaled")
                        .node("pool", AvgPool2d.class, Map.of("size", List.of(3, 2), "stride", 1, "pad", 1), "conv")
                        .node("norm", BatchNorm.class, Map.of(), "pool")
                        .node("flat", Flatten.class, Map.of("last", 3), "norm")
                        .node("logits", Dense.class, Map.of("value", 4), "flat")
                        .labels("label", "3", 4)
                        .node("loss", CrossEntropy.class, Map.of(), "logits", "label"),
                Map.of(),
                1,
                2);
    }

    @ParameterizedTest
    @EnumSource
    void depthwise(Convention convention) throws IOException, ReflectiveOperationException {
        check(
                Declared.model("Depthwise", convention)
                        .input("image", image(convention, 3, 11, 9))
                        .node("widen", Conv2d.class, conv(12, 1, "activation", "HARD_SWISH"), "image")
                        .node("spatial", Conv2d.class, conv(12, 3, "groups", 12, "stride", List.of(2, 1), "pad", 1), "widen")
                        .node("act", Activation.class, Map.of("value", "LEAKY_RELU"), "spatial")
                        .node("multiplied", Conv2d.class, conv(24, 2, "groups", 12, "bias", false), "act")
                        .node("narrow", Conv2d.class, conv(5, 1), "multiplied")
                        .node("pool", MaxPool2d.class, Map.of("value", 3, "stride", 2, "pad", 1), "narrow")
                        .node("shaped", Reshape.class, Map.of("value", convention == Convention.KERAS ? "3 20" : "20 3"), "pool")
                        .node("out", Dense.class, Map.of("value", 2), "shaped")
                        .input("target", convention == Convention.KERAS ? "3 2" : "20 2")
                        .node("loss", MeanSquaredError.class, Map.of(), "out", "target"),
                Map.of(),
                1,
                3);
    }

    static Stream<io.lamina.ActivationFunction> functions() {
        return Stream.of(io.lamina.ActivationFunction.values());
    }

    @ParameterizedTest
    @MethodSource("functions")
    void everyFunction(io.lamina.ActivationFunction function) throws IOException, ReflectiveOperationException {
        boolean logarithm = function == io.lamina.ActivationFunction.LOG;
        String before = logarithm ? "SOFTPLUS" : "LINEAR";
        check(
                Declared.model("Function", Convention.KERAS)
                        .input("x", "6 6 2")
                        .node("a", Conv2d.class, conv(7, 3, "activation", before), "x")
                        .node("b", Activation.class, Map.of("value", function.name()), "a")
                        .node("pool", MaxPool2d.class, Map.of("value", 2), "b")
                        .node("flat", Flatten.class, Map.of(), "pool")
                        .node("c", Dense.class, Map.of("value", 9, "activation", logarithm ? "TANH" : function.name()), "flat")
                        .input("target", "9")
                        .node("loss", MeanSquaredError.class, Map.of(), "c", "target"),
                Map.of(),
                3);
    }
}
