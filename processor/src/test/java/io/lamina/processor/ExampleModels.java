package io.lamina.processor;

import io.lamina.Activation;
import io.lamina.ActivationFunction;
import io.lamina.AdaptiveAvgPool2d;
import io.lamina.Add;
import io.lamina.AvgPool1d;
import io.lamina.AvgPool2d;
import io.lamina.BatchNorm;
import io.lamina.BinaryCrossEntropy;
import io.lamina.Concat;
import io.lamina.Conv1d;
import io.lamina.Conv2d;
import io.lamina.ConvTranspose2d;
import io.lamina.Convention;
import io.lamina.CrossEntropy;
import io.lamina.Dense;
import io.lamina.DepthwiseConv2d;
import io.lamina.Dropout;
import io.lamina.Flatten;
import io.lamina.GlobalAvgPool1d;
import io.lamina.GlobalAvgPool2d;
import io.lamina.GroupNorm;
import io.lamina.Huber;
import io.lamina.KlDivergence;
import io.lamina.LayerNorm;
import io.lamina.MaxPool1d;
import io.lamina.MaxPool2d;
import io.lamina.MeanAbsoluteError;
import io.lamina.MeanSquaredError;
import io.lamina.Multiply;
import io.lamina.Reshape;
import io.lamina.RmsNorm;
import io.lamina.Softmax;
import io.lamina.Subtract;
import io.lamina.Upsample2d;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Models as people write them; together they use every layer, in both conventions. */
final class ExampleModels {
    private ExampleModels() {}

    /** Every example without symbols. */
    static List<Declared> all(Convention convention) {
        return List.of(
                mlp(convention),
                digits(convention),
                photos(convention),
                residual(convention),
                several(convention),
                frames(convention),
                depthwise(convention),
                TransformedModels.transformed(convention),
                TransformedModels.strided(convention),
                TransformedModels.forks(convention),
                dropped(convention),
                images(convention),
                sharedNodes(convention),
                learnedTargets(convention),
                readTwice(convention),
                norms(convention),
                series(convention),
                decoder(convention),
                RecurrentModels.recurrent(convention),
                RecurrentModels.padded(convention),
                RecurrentModels.states(convention),
                AttentionModels.attention(convention),
                AttentionModels.memory(convention),
                SequenceModels.tokens(convention),
                SequenceModels.patterns(convention),
                SequenceModels.times(convention));
    }

    static String image(Convention convention, int channels, int height, int width) {
        return convention == Convention.KERAS
                ? height + " " + width + " " + channels
                : channels + " " + height + " " + width;
    }

    static Map<String, Object> conv(int filters, int kernel, Object... more) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("filters", filters);
        attributes.put("kernel", kernel);
        for (int i = 0; i < more.length; i += 2) {
            attributes.put((String) more[i], more[i + 1]);
        }
        return attributes;
    }

    /** Dropout between images and of a flattened one: elements are numbered as the convention has them. */
    static Declared dropped(Convention convention) {
        return Declared.model("Dropped" + convention, convention)
                .input("image", image(convention, 3, 5, 4))
                .node("conv1", Conv2d.class, conv(6, 3, "pad", 1, "activation", "TANH"), "image")
                .node("kept1", Dropout.class, Map.of("value", 0.3), "conv1")
                .node("conv2", Conv2d.class, conv(5, 2), "kept1")
                .node("flat", Flatten.class, Map.of(), "conv2")
                .node("kept2", Dropout.class, Map.of("value", 0.4), "flat")
                .node("logits", Dense.class, Map.of("value", 3), "kept2")
                .labels("label", "", 3)
                .node("loss", CrossEntropy.class, Map.of(), "logits", "label");
    }

    /** Images so large that only a few are predicted at a time; others than the tile read one of its results. */
    static Declared images(Convention convention) {
        return Declared.model("Images" + convention, convention)
                .input("image", image(convention, 1, 60, 60))
                .node("first", Conv2d.class, conv(8, 3, "pad", 1, "activation", "RELU"), "image")
                .node("second", Conv2d.class, conv(8, 1), "first")
                .node("sum", Add.class, Map.of("activation", "RELU"), "second", "first")
                .node("pool", MaxPool2d.class, Map.of("value", 4), "sum")
                .node("mean", GlobalAvgPool2d.class, Map.of(), "pool")
                .node("flat", Flatten.class, Map.of(), "pool")
                .node("wide", Dense.class, Map.of("value", 20), "flat")
                .node("both", Concat.class, Map.of(), "mean", "wide")
                .node("logits", Dense.class, Map.of("value", 3), "both")
                .labels("label", "", 3)
                .node("loss", CrossEntropy.class, Map.of(), "logits", "label");
    }

    /** A node that reads another one twice: a square, a double, and a copy beside itself. */
    static Declared readTwice(Convention convention) {
        return Declared.model("ReadTwice" + convention, convention)
                .input("x", "6")
                .node("a", Dense.class, Map.of("units", 7, "activation", "TANH"), "x")
                .node("square", Multiply.class, Map.of(), "a", "a")
                .node("twice", Add.class, Map.of(), "square", "square")
                .node("beside", Concat.class, Map.of(), "twice", "twice")
                .node("none", Subtract.class, Map.of(), "a", "a")
                .node("y", Dense.class, Map.of("value", 3), "beside")
                .node("z", Dense.class, Map.of("value", 3), "none")
                .node("sum", Add.class, Map.of(), "y", "z")
                .input("target", "3")
                .node("loss", MeanSquaredError.class, Map.of(), "sum", "target");
    }

    static Declared mlp(Convention convention) {
        return Declared.model("Mlp" + convention, convention)
                .input("x", "13")
                .node("hidden", Dense.class, Map.of("units", 25, "activation", "RELU"), "x")
                .node("kept", Dropout.class, Map.of("value", 0.3), "hidden")
                .node("logits", Dense.class, Map.of("value", 5), "kept")
                .labels("label", "", 5)
                .node("loss", CrossEntropy.class, Map.of("labelSmoothing", 0.1), "logits", "label");
    }

    /** The picture of the README, with fewer filters. */
    static Declared digits(Convention convention) {
        return Declared.model("Digits" + convention, convention)
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
                .node("loss", CrossEntropy.class, Map.of(), "logits", "digit");
    }

    /** A first layer of whole vectors of filters, whose pool leaves a row and a column over. */
    static Declared photos(Convention convention) {
        return Declared.model("Photos" + convention, convention)
                .input("image", image(convention, 3, 9, 15))
                .node("conv", Conv2d.class, conv(32, 3, "pad", 1, "activation", "RELU"), "image")
                .node("pool", MaxPool2d.class, Map.of("value", List.of(2)), "conv")
                .node("flat", Flatten.class, Map.of(), "pool")
                .node("logits", Dense.class, Map.of("value", 4), "flat")
                .labels("label", "", 4)
                .node("loss", CrossEntropy.class, Map.of(), "logits", "label");
    }

    static Declared residual(Convention convention) {
        return Declared.model("Residual" + convention, convention)
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
                .node("loss", CrossEntropy.class, Map.of("reduction", "SUM"), "logits", "label");
    }

    /** Enough channels for the kernels that transform images, pools behind them, and a dense layer of many tiles. */
    static Declared wide() {
        return Declared.model("Wide", Convention.KERAS)
                .input("image", "13 12 3")
                .node("conv1", Conv2d.class, conv(32, 3, "padding", "SAME", "activation", "RELU"), "image")
                .node("conv2", Conv2d.class, conv(48, 3, "pad", 1, "bias", false), "conv1")
                .node("norm", BatchNorm.class, Map.of(), "conv2")
                .node("act", Activation.class, Map.of("value", "RELU"), "norm")
                .node("conv3", Conv2d.class, conv(33, 3), "act")
                .node("pool", MaxPool2d.class, Map.of("value", 2), "conv3")
                .node("flat", Flatten.class, Map.of(), "pool")
                .node("hidden", Dense.class, Map.of("units", 100, "activation", "GELU"), "flat")
                .node("kept", Dropout.class, Map.of("value", 0.4), "hidden")
                .node("logits", Dense.class, Map.of("value", 21), "kept")
                .labels("label", "", 21)
                .node("loss", CrossEntropy.class, Map.of(), "logits", "label");
    }

    static Declared several(Convention convention) {
        return Declared.model("Several" + convention, convention)
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
                .node("choice", CrossEntropy.class, Map.of("weight", 0.5), "score", "label")
                .node("distance", MeanSquaredError.class, Map.of("weight", 2.0), "position", "target")
                .node("binary", BinaryCrossEntropy.class, Map.of("reduction", "SUM"), "difference", "flags");
    }

    /** Losses of which one has the name that the sum of all has among the metrics. */
    static Declared lossNamedLoss(Convention convention) {
        return Declared.model("LossNamedLoss" + convention, convention)
                .input("x", "4")
                .node("hidden", Dense.class, Map.of("value", 6, "activation", "TANH"), "x")
                .node("first", Dense.class, Map.of("value", 2), "hidden")
                .output()
                .node("second", Dense.class, Map.of("value", 3), "hidden")
                .input("target", "2")
                .input("flags", "3")
                .node("loss", MeanSquaredError.class, Map.of(), "first", "target")
                .node("other", BinaryCrossEntropy.class, Map.of(), "second", "flags");
    }

    /** Mapped leading dimensions, tensors repeated over missing ones, groups and dilation. */
    static Declared frames(Convention convention) {
        return Declared.model("Frames" + convention, convention)
                .input("video", "3 " + image(convention, 2, 6, 5))
                .input("row", convention == Convention.KERAS ? "2" : "5")
                .node("shifted", Add.class, Map.of(), "video", "row")
                .node("gain", Dense.class, Map.of("value", convention == Convention.KERAS ? 2 : 5), "row")
                .node("scaled", Multiply.class, Map.of(), "gain", "shifted")
                .node("conv", Conv2d.class, conv(4, 3, "dilation", 2, "pad", 2, "groups", 2), "scaled")
                .node("pool", AvgPool2d.class, Map.of("size", List.of(3, 2), "stride", 1, "pad", 1), "conv")
                .node("norm", BatchNorm.class, Map.of(), "pool")
                .node("flat", Flatten.class, Map.of("last", 3), "norm")
                .node("rows", BatchNorm.class, Map.of("epsilon", 0.05), "flat")
                .node("logits", Dense.class, Map.of("value", 4), "rows")
                .labels("label", "3", 4)
                .node("loss", CrossEntropy.class, Map.of(), "logits", "label");
    }

    private static String series(Convention convention, int channels, int length) {
        return convention == Convention.KERAS ? length + " " + channels : channels + " " + length;
    }

    /** Convolutions over sequences, with what stands between them. */
    static Declared series(Convention convention) {
        return Declared.model("Series" + convention, convention)
                .input("sound", "2 " + series(convention, 3, 19))
                .node("conv1", Conv1d.class, conv(8, 3, "padding", "CAUSAL", "dilation", 2), "sound")
                .node("act", Activation.class, Map.of("value", "RELU"), "conv1")
                .node("pool1", MaxPool1d.class, Map.of("value", 2), "act")
                .node("conv2", Conv1d.class, conv(12, 5, "stride", 2, "pad", 2, "groups", 4, "bias", false), "pool1")
                .node("norm", BatchNorm.class, Map.of("epsilon", 0.1), "conv2")
                .node("conv3", Conv1d.class, conv(12, 1, "activation", "TANH"), "norm")
                .node("sum", Add.class, Map.of(), "conv3", "norm")
                .node("pool2", AvgPool1d.class, Map.of("size", 3, "stride", 1, "pad", 1), "sum")
                .node("mean", GlobalAvgPool1d.class, Map.of(), "pool2")
                .node("logits", Dense.class, Map.of("value", 4), "mean")
                .labels("label", "2", 4)
                .node("loss", CrossEntropy.class, Map.of(), "logits", "label");
    }

    /** Down by a depthwise convolution and parts, up again in each way there is. */
    static Declared decoder(Convention convention) {
        return Declared.model("Decoder" + convention, convention)
                .input("image", image(convention, 3, 9, 11))
                .node(
                        "spatial",
                        DepthwiseConv2d.class,
                        Map.of("kernel", 3, "pad", 1, "depthMultiplier", 2, "activation", "TANH"),
                        "image")
                .node("parts", AdaptiveAvgPool2d.class, Map.of("size", List.of(4, 5)), "spatial")
                .node("repeated", Upsample2d.class, Map.of("size", List.of(2, 1)), "parts")
                .node(
                        "smooth",
                        Upsample2d.class,
                        Map.of("size", List.of(1, 2), "interpolation", "BILINEAR"),
                        "repeated")
                .node("norm", BatchNorm.class, Map.of("epsilon", 0.1), "smooth")
                .node(
                        "up",
                        ConvTranspose2d.class,
                        conv(4, 3, "stride", 2, "groups", 2, "pad", 1, "outputPadding", 1, "activation", "RELU"),
                        "norm")
                .node("halves", AdaptiveAvgPool2d.class, Map.of("value", List.of(2, 2)), "up")
                .node("flat", Flatten.class, Map.of(), "halves")
                .node("out", Dense.class, Map.of("value", 2), "flat")
                .input("target", "2")
                .node("loss", MeanSquaredError.class, Map.of(), "out", "target");
    }

    static Declared depthwise(Convention convention) {
        boolean keras = convention == Convention.KERAS;
        return Declared.model("Depthwise" + convention, convention)
                .input("image", image(convention, 3, 11, 9))
                .node("widen", Conv2d.class, conv(12, 1, "activation", "HARD_SWISH"), "image")
                .node("spatial", Conv2d.class, conv(12, 3, "groups", 12, "stride", List.of(2, 1), "pad", 1), "widen")
                .node("act", Activation.class, Map.of("value", "LEAKY_RELU"), "spatial")
                .node("multiplied", Conv2d.class, conv(24, 2, "groups", 12, "bias", false), "act")
                .node("narrow", Conv2d.class, conv(5, 1), "multiplied")
                .node("pool", MaxPool2d.class, Map.of("value", 3, "stride", 2, "pad", 1), "narrow")
                .node("shaped", Reshape.class, Map.of("value", keras ? "3 20" : "20 3"), "pool")
                .node("out", Dense.class, Map.of("value", 2), "shaped")
                .input("target", keras ? "3 2" : "20 2")
                .node("loss", MeanSquaredError.class, Map.of(), "out", "target");
    }

    /** One convolution read by a pool, an activation and an output: nothing may be fused away that somebody reads. */
    static Declared sharedNodes(Convention convention) {
        return Declared.model("Shared" + convention, convention)
                .input("image", image(convention, 2, 6, 6))
                .node("conv", Conv2d.class, conv(5, 3, "padding", "SAME"), "image")
                .output()
                .node("act", Activation.class, Map.of("value", "RELU"), "conv")
                .output()
                .node("pool", MaxPool2d.class, Map.of("value", 2), "conv")
                .node("actPool", MaxPool2d.class, Map.of("value", 2), "act")
                .node("both", Concat.class, Map.of(), "pool", "actPool")
                .node("flat", Flatten.class, Map.of(), "both")
                .node("flatImage", Flatten.class, Map.of(), "image")
                .output()
                .node("left", Dense.class, Map.of("value", 3), "flat")
                .output()
                .node("right", Dense.class, Map.of("value", 3), "flatImage")
                .node("kept", Dropout.class, Map.of("value", 0.4), "right")
                .node("sum", Add.class, Map.of(), "left", "kept")
                .output()
                .input("target", "3")
                .node("loss", MeanSquaredError.class, Map.of(), "sum", "target");
    }

    /** Losses whose second tensor is trained, too. */
    static Declared learnedTargets(Convention convention) {
        return Declared.model("Learned" + convention, convention)
                .input("x", "5")
                .input("y", "4")
                .node("a", Dense.class, Map.of("value", 6), "x")
                .output()
                .node("b", Dense.class, Map.of("value", 6, "activation", "SIGMOID"), "y")
                .node("c", Dense.class, Map.of("value", 6, "activation", "TANH"), "y")
                .node("shares", Softmax.class, Map.of(), "c")
                .output()
                .node("even", MeanSquaredError.class, Map.of("weight", 3.0), "shares", "b")
                .node("binary", BinaryCrossEntropy.class, Map.of("weight", 0.5), "a", "b")
                .node("sum", BinaryCrossEntropy.class, Map.of("reduction", "SUM"), "c", "b")
                .node("distance", MeanSquaredError.class, Map.of(), "b", "c")
                .node("absolute", MeanAbsoluteError.class, Map.of("weight", 0.5), "b", "c")
                .node("far", Huber.class, Map.of("delta", 0.2), "a", "c")
                .node("soft", KlDivergence.class, Map.of("temperature", 2.0), "a", "c")
                .node("apart", KlDivergence.class, Map.of("reduction", "SUM"), "c", "a");
    }

    /** The norms that know no batch, of rows, sequences and images; weights of two of them are frozen in part of the model. */
    static Declared norms(Convention convention) {
        boolean keras = convention == Convention.KERAS;
        return Declared.model("Norms" + convention, convention)
                .input("image", image(convention, 3, 5, 6))
                .node("conv", Conv2d.class, conv(20, 3, "pad", 1), "image")
                .node("group", GroupNorm.class, Map.of("value", 4), "conv")
                .node("bent", Activation.class, Map.of("value", "SILU"), "group")
                .node("instance", GroupNorm.class, Map.of("groups", 20, "epsilon", 0.01), "bent")
                .node("rows", Reshape.class, Map.of("value", keras ? "30 20" : "20 30"), "instance")
                .node("layer", LayerNorm.class, Map.of(), "rows")
                .node("wide", Dense.class, Map.of("units", 37, "activation", "TANH"), "layer")
                .node("plain", LayerNorm.class, Map.of("bias", false, "epsilon", 0.05), "wide")
                .frozen()
                .node("narrow", Dense.class, Map.of("value", 7), "plain")
                .node("root", RmsNorm.class, Map.of(), "narrow")
                .node("sequence", GroupNorm.class, Map.of("value", keras ? 7 : 5), "root")
                .frozen()
                .node("whole", LayerNorm.class, Map.of("last", 2), "sequence")
                .node("square", RmsNorm.class, Map.of("last", 2, "epsilon", 0.1), "whole")
                .node("flat", Flatten.class, Map.of(), "square")
                .node("row", GroupNorm.class, Map.of("value", 2), "flat")
                .node("logits", Dense.class, Map.of("value", 4), "row")
                .labels("label", "", 4)
                .node("loss", CrossEntropy.class, Map.of(), "logits", "label");
    }

    static Declared sequence() {
        return Declared.model("Sequence", Convention.KERAS)
                .input("x", "2<=T<=6 5")
                .node("hidden", Dense.class, Map.of("value", 8, "activation", "RELU"), "x")
                .node("norm", BatchNorm.class, Map.of(), "hidden")
                .node("each", LayerNorm.class, Map.of(), "norm")
                .node("group", GroupNorm.class, Map.of("value", 2), "each")
                .node("kept", Dropout.class, Map.of("value", 0.25), "group")
                .node("joined", Concat.class, Map.of("axis", -2), "kept", "norm", "hidden")
                .node("bent", Activation.class, Map.of("value", "MISH"), "joined")
                .node("wide", Concat.class, Map.of(), "joined", "bent")
                .node("logits", Dense.class, Map.of("value", 3), "wide")
                .labels("label", "3*T", 3)
                .node("loss", CrossEntropy.class, Map.of("ignoreIndex", 1), "logits", "label");
    }

    /** Windows over a length that is known at run time only, and what stands between them. */
    static Declared tones(Convention convention) {
        boolean keras = convention == Convention.KERAS;
        return Declared.model("Tones" + convention, convention)
                .input("sound", keras ? "5<=T<=13 3" : "3 5<=T<=13")
                .node("conv1", Conv1d.class, conv(6, 3, "padding", "CAUSAL", "activation", "RELU"), "sound")
                .node("pool1", MaxPool1d.class, Map.of("value", 2), "conv1")
                .node("kept", Dropout.class, Map.of("value", 0.3), "pool1")
                .node("conv2", Conv1d.class, conv(8, 3, "stride", 2, "pad", 2, "groups", 2, "bias", false), "kept")
                .node("norm", BatchNorm.class, Map.of("epsilon", 0.1), "conv2")
                .node("wide", Conv1d.class, conv(8, 4, "padding", "SAME", "activation", "TANH"), "norm")
                .node("sum", Add.class, Map.of(), "wide", "norm")
                .node("pool2", AvgPool1d.class, Map.of("size", 3, "stride", 1, "pad", 1), "sum")
                .node("mean", GlobalAvgPool1d.class, Map.of(), "pool2")
                .node("logits", Dense.class, Map.of("value", 4), "mean")
                .labels("label", "", 4)
                .node("loss", CrossEntropy.class, Map.of(), "logits", "label");
    }

    /** One function behind a convolution, alone, before a pool and behind a dense layer. */
    static Declared function(ActivationFunction function) {
        boolean logarithm = function == ActivationFunction.LOG;
        return Declared.model("Function" + function, Convention.KERAS)
                .input("x", "6 6 2")
                .node("a", Conv2d.class, conv(7, 3, "activation", logarithm ? "SOFTPLUS" : function.name()), "x")
                .node("shifted", Conv2d.class, conv(5, 1, "activation", logarithm ? "EXP" : "LINEAR"), "a")
                .node("b", Activation.class, Map.of("value", function.name()), "shifted")
                .node("pool", MaxPool2d.class, Map.of("value", 2), "b")
                .node("flat", Flatten.class, Map.of(), "pool")
                .node("c", Dense.class, Map.of("value", 9, "activation", logarithm ? "TANH" : function.name()), "flat")
                .input("target", "9")
                .node("loss", MeanSquaredError.class, Map.of(), "c", "target");
    }
}
