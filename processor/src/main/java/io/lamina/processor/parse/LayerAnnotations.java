package io.lamina.processor.parse;

import io.lamina.Activation;
import io.lamina.AdaptiveAvgPool2d;
import io.lamina.Add;
import io.lamina.Apply;
import io.lamina.As;
import io.lamina.Attention;
import io.lamina.AvgPool1d;
import io.lamina.AvgPool2d;
import io.lamina.BatchNorm;
import io.lamina.BinaryCrossEntropy;
import io.lamina.Block;
import io.lamina.Concat;
import io.lamina.Conv1d;
import io.lamina.Conv2d;
import io.lamina.ConvTranspose2d;
import io.lamina.CrossEntropy;
import io.lamina.Dense;
import io.lamina.DepthwiseConv2d;
import io.lamina.DotProductAttention;
import io.lamina.Dropout;
import io.lamina.Einsum;
import io.lamina.Embedding;
import io.lamina.Flatten;
import io.lamina.From;
import io.lamina.GlobalAvgPool1d;
import io.lamina.GlobalAvgPool2d;
import io.lamina.GroupNorm;
import io.lamina.Gru;
import io.lamina.Huber;
import io.lamina.Input;
import io.lamina.KlDivergence;
import io.lamina.Last;
import io.lamina.LayerNorm;
import io.lamina.Lstm;
import io.lamina.MaxPool1d;
import io.lamina.MaxPool2d;
import io.lamina.MeanAbsoluteError;
import io.lamina.MeanSquaredError;
import io.lamina.Model;
import io.lamina.Multiply;
import io.lamina.Name;
import io.lamina.Part;
import io.lamina.PositionEmbedding;
import io.lamina.Rearrange;
import io.lamina.Reduce;
import io.lamina.Repeat;
import io.lamina.Reshape;
import io.lamina.RmsNorm;
import io.lamina.Rnn;
import io.lamina.Rope;
import io.lamina.Scale;
import io.lamina.Shape;
import io.lamina.SinusoidalPosition;
import io.lamina.Slice;
import io.lamina.Softmax;
import io.lamina.Split;
import io.lamina.Subtract;
import io.lamina.Tied;
import io.lamina.TimestepEmbedding;
import io.lamina.Upsample2d;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The annotations that make a method a node. */
final class LayerAnnotations {
    private static final Map<String, Class<? extends Annotation>> BY_NAME = List.of(
                    Activation.class,
                    Add.class,
                    Apply.class,
                    Attention.class,
                    AvgPool2d.class,
                    BatchNorm.class,
                    BinaryCrossEntropy.class,
                    Concat.class,
                    Conv2d.class,
                    CrossEntropy.class,
                    Dense.class,
                    DotProductAttention.class,
                    Dropout.class,
                    Einsum.class,
                    Embedding.class,
                    Flatten.class,
                    GlobalAvgPool2d.class,
                    GroupNorm.class,
                    Gru.class,
                    Input.class,
                    Last.class,
                    LayerNorm.class,
                    Lstm.class,
                    MaxPool2d.class,
                    MeanSquaredError.class,
                    MeanAbsoluteError.class,
                    Huber.class,
                    KlDivergence.class,
                    Multiply.class,
                    Part.class,
                    PositionEmbedding.class,
                    Rearrange.class,
                    Reduce.class,
                    Repeat.class,
                    Reshape.class,
                    RmsNorm.class,
                    Rnn.class,
                    Rope.class,
                    Scale.class,
                    SinusoidalPosition.class,
                    Slice.class,
                    Softmax.class,
                    AdaptiveAvgPool2d.class,
                    AvgPool1d.class,
                    Conv1d.class,
                    ConvTranspose2d.class,
                    DepthwiseConv2d.class,
                    GlobalAvgPool1d.class,
                    MaxPool1d.class,
                    Upsample2d.class,
                    Split.class,
                    Subtract.class,
                    TimestepEmbedding.class)
            .stream()
            .collect(Collectors.toUnmodifiableMap(Class::getName, Function.identity()));

    private static final List<Class<? extends Annotation>> OTHERS =
            List.of(As.class, Block.class, From.class, Model.class, Name.class, Shape.class, Tied.class);

    private static final List<String> LONG_FORMS =
            List.of("units", "size", "rate", "shape", "function", "groups", "factor");

    private LayerAnnotations() {}

    static Optional<Class<? extends Annotation>> find(String qualifiedName) {
        return Optional.ofNullable(BY_NAME.get(qualifiedName));
    }

    /** As {@link #find}, but also what stands beside layers and on parameters and models. */
    static Optional<Class<? extends Annotation>> findAny(String qualifiedName) {
        return find(qualifiedName)
                .or(() -> OTHERS.stream()
                        .filter(type -> type.getName().equals(qualifiedName))
                        .findFirst());
    }

    /** The other name of an annotation's {@code value}, where it has one. */
    static Optional<String> longForm(Class<? extends Annotation> layer) {
        List<String> members =
                Arrays.stream(layer.getDeclaredMethods()).map(Method::getName).toList();
        return members.contains("value")
                ? LONG_FORMS.stream().filter(members::contains).findFirst()
                : Optional.empty();
    }

    /** Whether the positional argument may be left out: an input without a shape is a scalar. */
    static boolean isPositionalOptional(Class<? extends Annotation> layer) {
        return layer == Input.class;
    }
}
