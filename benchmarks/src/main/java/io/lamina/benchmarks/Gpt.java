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

/** Case {@code gpt_b8n128}: a decoder-only Transformer of four layers of 128 over 128 tokens. */
@Model(convention = TORCH)
interface Gpt {
    int VOCABULARY = 128;

    @Input(value = "128", type = INT32)
    Tensor text();

    @Embedding(vocabulary = VOCABULARY, size = 128)
    Tensor embedded(Tensor text);

    @PositionEmbedding
    Tensor placed(Tensor embedded);

    @Apply(
            value = GptBlock.class,
            times = 4,
            with = {"WIDTH=128", "HEADS=4"})
    Tensor body(Tensor placed);

    @LayerNorm
    Tensor norm(Tensor body);

    @Output
    @Dense(units = VOCABULARY, bias = false)
    Tensor logits(Tensor norm);

    @Input(value = "128", type = INT32)
    Tensor next();

    @CrossEntropy
    Tensor loss(Tensor logits, Tensor next);
}
