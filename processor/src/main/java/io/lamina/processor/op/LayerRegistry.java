package io.lamina.processor.op;

import io.lamina.Activation;
import io.lamina.AdaptiveAvgPool2d;
import io.lamina.Add;
import io.lamina.Attention;
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
import io.lamina.DotProductAttention;
import io.lamina.Dropout;
import io.lamina.Einsum;
import io.lamina.Embedding;
import io.lamina.Flatten;
import io.lamina.GlobalAvgPool1d;
import io.lamina.GlobalAvgPool2d;
import io.lamina.GroupNorm;
import io.lamina.Gru;
import io.lamina.Huber;
import io.lamina.KlDivergence;
import io.lamina.Last;
import io.lamina.LayerNorm;
import io.lamina.Lstm;
import io.lamina.MaxPool1d;
import io.lamina.MaxPool2d;
import io.lamina.MeanAbsoluteError;
import io.lamina.MeanSquaredError;
import io.lamina.Multiply;
import io.lamina.PositionEmbedding;
import io.lamina.Rearrange;
import io.lamina.Reduce;
import io.lamina.Repeat;
import io.lamina.RmsNorm;
import io.lamina.Rnn;
import io.lamina.Rope;
import io.lamina.Scale;
import io.lamina.SinusoidalPosition;
import io.lamina.Softmax;
import io.lamina.Split;
import io.lamina.Subtract;
import io.lamina.TimestepEmbedding;
import io.lamina.Upsample2d;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.shape.Symbols;
import java.lang.annotation.Annotation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The layers by their annotations: one line each. {@code @Input} and {@code @Reshape} are not here, as their shape texts
 * are read where the model's symbols are known.
 */
public final class LayerRegistry {
    private static final Map<Class<? extends Annotation>, Layer.Factory> LAYERS = new LinkedHashMap<>();

    /** Those that ask for the bounds of symbols. */
    private static final Map<Class<? extends Annotation>, BoundedFactory> BOUNDED = new LinkedHashMap<>();

    private interface BoundedFactory {
        Layer create(Attributes attributes, Convention convention, Symbols symbols);
    }

    static {
        LAYERS.put(Dense.class, DenseLayer::of);
        LAYERS.put(Conv1d.class, ConvLayer.of(1));
        LAYERS.put(Conv2d.class, ConvLayer.of(2));
        LAYERS.put(DepthwiseConv2d.class, DepthwiseConv2dLayer::of);
        LAYERS.put(ConvTranspose2d.class, ConvTranspose2dLayer::of);
        LAYERS.put(Upsample2d.class, Upsample2dLayer::of);
        LAYERS.put(MaxPool1d.class, PoolLayer.of(1, true));
        LAYERS.put(MaxPool2d.class, PoolLayer.of(2, true));
        LAYERS.put(AvgPool1d.class, PoolLayer.of(1, false));
        LAYERS.put(AvgPool2d.class, PoolLayer.of(2, false));
        LAYERS.put(AdaptiveAvgPool2d.class, AdaptiveAvgPool2dLayer::of);
        LAYERS.put(GlobalAvgPool1d.class, GlobalAvgPoolLayer.of(1));
        LAYERS.put(GlobalAvgPool2d.class, GlobalAvgPoolLayer.of(2));
        LAYERS.put(Flatten.class, (attributes, convention) -> new FlattenLayer(attributes));
        LAYERS.put(Dropout.class, (attributes, convention) -> new DropoutLayer(attributes));
        LAYERS.put(BatchNorm.class, BatchNormLayer::new);
        LAYERS.put(Activation.class, ActivationLayer::new);
        LAYERS.put(Softmax.class, (attributes, convention) -> new SoftmaxLayer());
        LAYERS.put(Add.class, (attributes, convention) -> new ArithmeticLayer(Arithmetic.Kind.ADD));
        LAYERS.put(Subtract.class, (attributes, convention) -> new ArithmeticLayer(Arithmetic.Kind.SUBTRACT));
        LAYERS.put(Multiply.class, (attributes, convention) -> new ArithmeticLayer(Arithmetic.Kind.MULTIPLY));
        LAYERS.put(Concat.class, ConcatLayer::new);
        LAYERS.put(LayerNorm.class, RowNormLayer::layerNorm);
        LAYERS.put(RmsNorm.class, RowNormLayer::rmsNorm);
        LAYERS.put(GroupNorm.class, GroupNormLayer::new);
        LAYERS.put(Rnn.class, RecurrentLayer::rnn);
        LAYERS.put(Lstm.class, RecurrentLayer::lstm);
        LAYERS.put(Gru.class, RecurrentLayer::gru);
        LAYERS.put(Attention.class, AttentionLayer::new);
        LAYERS.put(DotProductAttention.class, (attributes, convention) -> new DotProductAttentionLayer(attributes));
        LAYERS.put(Rope.class, (attributes, convention) -> new RopeLayer(attributes));
        LAYERS.put(Embedding.class, EmbeddingLayer::new);
        LAYERS.put(TimestepEmbedding.class, (attributes, convention) -> new TimestepEmbeddingLayer(attributes));
        LAYERS.put(Last.class, (attributes, convention) -> new LastLayer(attributes));
        LAYERS.put(Split.class, SplitLayer::new);
        LAYERS.put(Scale.class, (attributes, convention) -> new ScaleLayer(attributes));
        LAYERS.put(
                Rearrange.class, (attributes, convention) -> new EinopsLayer(attributes, EinopsLayer.Kind.REARRANGE));
        LAYERS.put(Reduce.class, (attributes, convention) -> new EinopsLayer(attributes, EinopsLayer.Kind.REDUCE));
        LAYERS.put(Repeat.class, (attributes, convention) -> new EinopsLayer(attributes, EinopsLayer.Kind.REPEAT));
        LAYERS.put(Einsum.class, (attributes, convention) -> new EinopsLayer(attributes, EinopsLayer.Kind.EINSUM));
        LAYERS.put(CrossEntropy.class, (attributes, convention) -> new CrossEntropyLayer(attributes));
        LAYERS.put(
                BinaryCrossEntropy.class,
                (attributes, convention) -> PairLossLayer.of(PairLossLayer.Kind.BINARY_CROSS_ENTROPY, attributes));
        LAYERS.put(
                MeanSquaredError.class,
                (attributes, convention) -> PairLossLayer.of(PairLossLayer.Kind.MEAN_SQUARED_ERROR, attributes));
        LAYERS.put(
                MeanAbsoluteError.class,
                (attributes, convention) -> PairLossLayer.of(PairLossLayer.Kind.MEAN_ABSOLUTE_ERROR, attributes));
        LAYERS.put(Huber.class, (attributes, convention) -> PairLossLayer.of(PairLossLayer.Kind.HUBER, attributes));
        LAYERS.put(
                KlDivergence.class,
                (attributes, convention) -> PairLossLayer.of(PairLossLayer.Kind.KL_DIVERGENCE, attributes));
        BOUNDED.put(io.lamina.Slice.class, (attributes, convention, symbols) -> new SliceLayer(attributes, symbols));
        BOUNDED.put(PositionEmbedding.class, PositionEmbeddingLayer::new);
        BOUNDED.put(
                SinusoidalPosition.class,
                (attributes, convention, symbols) -> new SinusoidalPositionLayer(attributes, symbols));
    }

    private LayerRegistry() {}

    /** The layer that an annotation asks for. */
    public static Optional<Layer> layer(Attributes attributes, Convention convention, Symbols symbols) {
        return Optional.ofNullable(LAYERS.get(attributes.type()))
                .map(factory -> factory.create(attributes, convention))
                .or(() -> Optional.ofNullable(BOUNDED.get(attributes.type()))
                        .map(factory -> factory.create(attributes, convention, symbols)));
    }

    /** What makes a layer of this annotation, where it asks for nothing but its attributes. */
    public static Optional<Layer.Factory> factory(Class<? extends Annotation> annotation) {
        return Optional.ofNullable(LAYERS.get(annotation));
    }

    /** Every annotation that has a layer here. */
    public static Set<Class<? extends Annotation>> annotations() {
        return Stream.concat(LAYERS.keySet().stream(), BOUNDED.keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
