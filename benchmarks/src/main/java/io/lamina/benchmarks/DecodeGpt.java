package io.lamina.benchmarks;

import static io.lamina.Convention.TORCH;
import static io.lamina.DataType.INT32;

import io.lamina.Apply;
import io.lamina.CrossEntropy;
import io.lamina.Dense;
import io.lamina.Embedding;
import io.lamina.Input;
import io.lamina.LayerNorm;
import io.lamina.Model;
import io.lamina.Output;
import io.lamina.PositionEmbedding;
import io.lamina.Tensor;

/** A decoder-only Transformer of twelve layers of 1,024, whose weights are larger than caches are. */
@Model(convention = TORCH, stream = "T")
interface DecodeGpt {
    int VOCABULARY = 8192;
    int WIDTH = 1024;
    int LONGEST = 256;

    @Input(value = "T<=" + LONGEST, type = INT32)
    Tensor text();

    @Embedding(vocabulary = VOCABULARY, size = WIDTH)
    Tensor embedded(Tensor text);

    @PositionEmbedding
    Tensor placed(Tensor embedded);

    @Apply(
            value = GptBlock.class,
            times = 12,
            with = {"WIDTH=WIDTH", "HEADS=16"})
    Tensor body(Tensor placed);

    @LayerNorm
    Tensor norm(Tensor body);

    @Output
    @Dense(units = VOCABULARY, bias = false)
    Tensor logits(Tensor norm);

    @Input(value = "T", type = INT32)
    Tensor next();

    @CrossEntropy
    Tensor loss(Tensor logits, Tensor next);
}
