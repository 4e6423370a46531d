package io.lamina.processor;

import static io.lamina.Convention.KERAS;
import static io.lamina.Convention.TORCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.Activation;
import io.lamina.AdaptiveAvgPool2d;
import io.lamina.Add;
import io.lamina.AvgPool1d;
import io.lamina.AvgPool2d;
import io.lamina.BatchNorm;
import io.lamina.Concat;
import io.lamina.Conv1d;
import io.lamina.Conv2d;
import io.lamina.ConvTranspose2d;
import io.lamina.Convention;
import io.lamina.Dense;
import io.lamina.DepthwiseConv2d;
import io.lamina.Dropout;
import io.lamina.Einsum;
import io.lamina.Flatten;
import io.lamina.GlobalAvgPool1d;
import io.lamina.GlobalAvgPool2d;
import io.lamina.GroupNorm;
import io.lamina.Last;
import io.lamina.LayerNorm;
import io.lamina.MaxPool1d;
import io.lamina.MaxPool2d;
import io.lamina.Multiply;
import io.lamina.PositionEmbedding;
import io.lamina.Rearrange;
import io.lamina.Reduce;
import io.lamina.Repeat;
import io.lamina.Reshape;
import io.lamina.RmsNorm;
import io.lamina.SinusoidalPosition;
import io.lamina.Slice;
import io.lamina.Softmax;
import io.lamina.Split;
import io.lamina.Subtract;
import io.lamina.TimestepEmbedding;
import io.lamina.Upsample2d;
import io.lamina.processor.emit.CompiledModel;
import io.lamina.processor.shape.Shape;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The shapes that layers give, as Keras and PyTorch document them. */
class LayerShapesTest {
    private static Arguments row(
            Convention convention,
            Class<? extends Annotation> layer,
            Map<String, Object> attributes,
            String inputs,
            String expected) {
        return Arguments.of(convention, layer, attributes, inputs, expected);
    }

    static Stream<Arguments> table() {
        return Stream.of(convolutions(), sequences(), upwards(), pools(), others())
                .flatMap(stream -> stream);
    }

    private static Map<String, Object> conv(int filters, Object kernel) {
        return Map.of("filters", filters, "kernel", kernel);
    }

    private static Map<String, Object> conv(int filters, Object kernel, String name, Object value) {
        return Map.of("filters", filters, "kernel", kernel, name, value);
    }

    private static Stream<Arguments> convolutions() {
        return Stream.of(
                row(KERAS, Conv2d.class, conv(32, 3), "28 28 1", "26 26 32"),
                row(TORCH, Conv2d.class, conv(32, 3), "1 28 28", "32 26 26"),
                row(KERAS, Conv2d.class, conv(8, List.of(3, 5)), "10 12 2", "8 8 8"),
                row(TORCH, Conv2d.class, conv(8, List.of(3, 5)), "2 10 12", "8 8 8"),
                row(KERAS, Conv2d.class, conv(8, 3, "padding", "SAME"), "9 7 2", "9 7 8"),
                row(TORCH, Conv2d.class, conv(8, 4, "padding", "SAME"), "2 9 7", "8 9 7"),
                row(KERAS, Conv2d.class, conv(8, 4, "padding", "SAME"), "9 7 2", "9 7 8"),
                row(
                        KERAS,
                        Conv2d.class,
                        Map.of("filters", 8, "kernel", 3, "padding", "SAME", "stride", 2),
                        "9 8 2",
                        "5 4 8"),
                row(KERAS, Conv2d.class, conv(8, 3, "stride", 2), "9 8 2", "4 3 8"),
                row(TORCH, Conv2d.class, conv(8, 3, "stride", List.of(2, 3)), "2 9 8", "8 4 2"),
                row(
                        TORCH,
                        Conv2d.class,
                        Map.of("filters", 4, "kernel", 7, "stride", 2, "pad", 3),
                        "3 224 224",
                        "4 112 112"),
                row(TORCH, Conv2d.class, conv(4, 3, "pad", List.of(0, 2)), "3 8 8", "4 6 10"),
                row(TORCH, Conv2d.class, conv(4, 3, "pad", List.of(1, 0, 2, 3)), "3 8 8", "4 7 11"),
                row(KERAS, Conv2d.class, conv(4, 3, "dilation", 2), "9 9 3", "5 5 4"),
                row(TORCH, Conv2d.class, conv(4, 3, "dilation", List.of(1, 3)), "3 9 9", "4 7 3"),
                row(KERAS, Conv2d.class, conv(6, 3, "groups", 3), "8 8 3", "6 6 6"),
                row(KERAS, Conv2d.class, conv(6, 1), "5 4 8 8 3", "5 4 8 8 6"),
                row(TORCH, Conv2d.class, conv(6, 8), "3 8 8", "6 1 1"),
                row(KERAS, Conv2d.class, conv(6, 3), "T<=9 8 8 3", "T 6 6 6"));
    }

    private static Stream<Arguments> sequences() {
        return Stream.of(
                row(KERAS, Conv1d.class, conv(8, 3), "10 2", "8 8"),
                row(TORCH, Conv1d.class, conv(8, 3), "2 10", "8 8"),
                row(KERAS, Conv1d.class, conv(8, 3, "padding", "CAUSAL"), "10 2", "10 8"),
                row(
                        KERAS,
                        Conv1d.class,
                        Map.of("filters", 8, "kernel", 3, "padding", "SAME", "stride", 3),
                        "10 2",
                        "4 8"),
                row(
                        KERAS,
                        Conv1d.class,
                        Map.of("filters", 8, "kernel", 3, "padding", "CAUSAL", "stride", 3),
                        "10 2",
                        "4 8"),
                row(TORCH, Conv1d.class, conv(8, 3, "pad", List.of(1, 3)), "5 2 10", "5 8 12"),
                row(TORCH, Conv1d.class, conv(8, 3, "dilation", 4), "2 10", "8 2"),
                row(KERAS, Conv1d.class, conv(8, 3), "3<=T<=9 2", "T-2 8"),
                row(TORCH, Conv1d.class, conv(8, 3, "padding", "SAME"), "2 T<=9", "8 T"),
                row(KERAS, Conv1d.class, conv(8, 3, "stride", 2), "3<=T<=9 2", "(T+1)/2-1 8"),
                row(KERAS, Conv1d.class, conv(8, 3, "padding", "CAUSAL"), "T<=9 2", "T 8"),
                row(KERAS, MaxPool1d.class, Map.of("value", 2), "T%2<=8 2", "T/2 2"),
                row(TORCH, GlobalAvgPool1d.class, Map.of(), "2 T<=9", "2"),
                row(KERAS, MaxPool1d.class, Map.of("value", 3), "10 2", "3 2"),
                row(TORCH, AvgPool1d.class, Map.of("size", 3, "stride", 2, "pad", 1), "2 10", "2 5"),
                row(KERAS, GlobalAvgPool1d.class, Map.of(), "4 10 2", "4 2"),
                row(TORCH, GlobalAvgPool1d.class, Map.of(), "2 10", "2"));
    }

    private static Stream<Arguments> upwards() {
        return Stream.of(
                row(KERAS, DepthwiseConv2d.class, Map.of("kernel", 3, "depthMultiplier", 2), "9 7 3", "7 5 6"),
                row(TORCH, DepthwiseConv2d.class, Map.of("kernel", 3, "pad", 1), "3 9 7", "3 9 7"),
                row(KERAS, ConvTranspose2d.class, conv(8, 2, "stride", 2), "5 4 3", "10 8 8"),
                row(KERAS, ConvTranspose2d.class, conv(8, 2, "stride", 3), "5 4 3", "15 12 8"),
                row(TORCH, ConvTranspose2d.class, conv(8, 2, "stride", 3), "3 5 4", "8 14 11"),
                row(
                        KERAS,
                        ConvTranspose2d.class,
                        Map.of("filters", 8, "kernel", 5, "stride", 2, "padding", "SAME"),
                        "5 4 3",
                        "10 8 8"),
                row(
                        TORCH,
                        ConvTranspose2d.class,
                        Map.of("filters", 8, "kernel", 3, "stride", 2, "pad", 1, "outputPadding", List.of(1, 0)),
                        "3 5 4",
                        "8 10 7"),
                row(KERAS, Upsample2d.class, Map.of("value", List.of(2, 3)), "5 4 3", "10 12 3"),
                row(TORCH, Upsample2d.class, Map.of("value", 2, "interpolation", "BILINEAR"), "3 5 4", "3 10 8"),
                row(KERAS, AdaptiveAvgPool2d.class, Map.of("value", 3), "7 9 2", "3 3 2"),
                row(TORCH, AdaptiveAvgPool2d.class, Map.of("size", List.of(1, 4)), "2 7 9", "2 1 4"));
    }

    private static Stream<Arguments> pools() {
        return Stream.of(
                row(KERAS, MaxPool2d.class, Map.of("value", 2), "7 6 3", "3 3 3"),
                row(TORCH, MaxPool2d.class, Map.of("value", 2), "3 7 6", "3 3 3"),
                row(TORCH, MaxPool2d.class, Map.of("size", 3, "stride", 2, "pad", 1), "3 7 8", "3 4 4"),
                row(KERAS, MaxPool2d.class, Map.of("size", 3, "stride", 2, "padding", "SAME"), "7 8 3", "4 4 3"),
                row(KERAS, AvgPool2d.class, Map.of("value", List.of(2, 3)), "7 9 3", "3 3 3"),
                row(TORCH, AvgPool2d.class, Map.of("value", 3, "stride", 1), "3 7 9", "3 5 7"),
                row(KERAS, AvgPool2d.class, Map.of("value", 2, "padding", "SAME"), "7 9 3", "4 5 3"),
                row(KERAS, GlobalAvgPool2d.class, Map.of(), "7 9 3", "3"),
                row(TORCH, GlobalAvgPool2d.class, Map.of(), "3 7 9", "3"),
                row(KERAS, GlobalAvgPool2d.class, Map.of(), "2 7 9 3", "2 3"));
    }

    private static Stream<Arguments> others() {
        return Stream.of(
                row(KERAS, Dense.class, Map.of("value", 5), "7", "5"),
                row(TORCH, Dense.class, Map.of("units", 5), "T<=8 3 7", "T 3 5"),
                row(KERAS, Flatten.class, Map.of(), "7 9 3", "189"),
                row(TORCH, Flatten.class, Map.of("last", 2), "7 9 3", "7 27"),
                row(KERAS, Flatten.class, Map.of(), "", "1"),
                row(KERAS, Reshape.class, Map.of("value", "9 21"), "7 9 3", "9 21"),
                row(KERAS, Softmax.class, Map.of(), "7 9", "7 9"),
                row(TORCH, BatchNorm.class, Map.of(), "4 7 9", "4 7 9"),
                row(KERAS, LayerNorm.class, Map.of("last", 2), "T<=4 7 9", "T 7 9"),
                row(TORCH, RmsNorm.class, Map.of(), "T<=4 9", "T 9"),
                row(KERAS, GroupNorm.class, Map.of("value", 3), "T<=4 9", "T 9"),
                row(TORCH, GroupNorm.class, Map.of("groups", 3), "5 6 7 9", "5 6 7 9"),
                row(KERAS, PositionEmbedding.class, Map.of(), "T<=4 9", "T 9"),
                row(TORCH, SinusoidalPosition.class, Map.of(), "3 T<=4 9", "3 T 9"),
                row(TORCH, TimestepEmbedding.class, Map.of("value", 6), "", "6"),
                row(KERAS, TimestepEmbedding.class, Map.of("size", 4), "3 T<=4", "3 T 4"),
                row(KERAS, Slice.class, Map.of("from", 1, "to", -1), "3<=T<=9 4", "T-2 4"),
                row(KERAS, Slice.class, Map.of("step", 2, "axis", -1), "3 7", "3 4"),
                row(TORCH, Last.class, Map.of(), "2 T<=9 4", "2 4"),
                row(TORCH, Last.class, Map.of("axis", -1), "5 4", "5"),
                row(KERAS, Split.class, Map.of("parts", 2), "5 4", "5 2"),
                row(TORCH, Split.class, Map.of("sizes", List.of(1, 3)), "4 5 6", "1 5 6"),
                row(KERAS, Rearrange.class, Map.of("value", "h w c -> (h w) c"), "2 8 6 3", "2 48 3"),
                row(KERAS, Rearrange.class, Map.of("value", "(h p) c -> h p c", "sizes", "p=2"), "T%2<=8 3", "T/2 2 3"),
                row(KERAS, Reduce.class, Map.of("value", "t c -> c"), "T<=8 3", "3"),
                row(KERAS, Repeat.class, Map.of("value", "c -> h 1 c", "sizes", "h=4"), "3", "4 1 3"),
                row(KERAS, Einsum.class, Map.of("value", "q d, k d -> q k"), "T<=8 3 ; S<=5 3", "T S"),
                row(KERAS, Dropout.class, Map.of("value", 0.5), "T<=4 9", "T 9"),
                row(KERAS, Activation.class, Map.of("value", "RELU"), "7 9", "7 9"),
                row(KERAS, Concat.class, Map.of(), "7 9 2 ; 7 9 3", "7 9 5"),
                row(TORCH, Concat.class, Map.of(), "2 7 9 ; 3 7 9", "5 7 9"),
                row(TORCH, Concat.class, Map.of(), "7 9 ; 7 4", "7 13"),
                row(KERAS, Concat.class, Map.of("axis", -2), "T<=4 9 ; 3 9", "T+3 9"),
                row(KERAS, Add.class, Map.of(), "7 9 ; 9 ; 7 9", "7 9"),
                row(KERAS, Multiply.class, Map.of(), "9 ; 4 7 9", "4 7 9"),
                row(TORCH, Subtract.class, Map.of(), "4 7 9 ; 7 9", "4 7 9"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void shape(
            Convention convention,
            Class<? extends Annotation> layer,
            Map<String, Object> attributes,
            String inputs,
            String expected) {
        Declared declared = Declared.model("Shapes", convention);
        String[] shapes = inputs.split(" ; ", -1);
        String[] names = new String[shapes.length];
        for (int i = 0; i < shapes.length; i++) {
            names[i] = "x" + i;
            declared.input(names[i], shapes[i]);
        }
        CompiledModel compiled = GeneratedModel.analyse(
                declared.node("y", layer, attributes, names).build());
        Shape shape = compiled.model().type("y").shape();
        assertThat(shape.toString()).isEqualTo(expected);
        assertThat(compiled.inference().graph().outputs().get(0).value().type().shape())
                .as("what is computed")
                .isEqualTo(shape.batched());
    }
}
