package io.lamina.examples;

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

/** Goes on with a text, character by character: a decoder-only Transformer of four layers. */
@Model(convention = TORCH, stream = "T")
public interface CharGpt {
    int CHARACTERS = 62;

    @Input(value = "T<=128", type = INT32)
    Tensor text();

    @Embedding(vocabulary = CHARACTERS, size = 128)
    Tensor embedded(Tensor text);

    @PositionEmbedding
    Tensor placed(Tensor embedded);

    @Apply(
            value = DecoderBlock.class,
            times = 4,
            with = {"WIDTH=128", "HEADS=4"})
    Tensor body(Tensor placed);

    @LayerNorm
    Tensor norm(Tensor body);

    @Output
    @Dense(units = CHARACTERS, bias = false)
    Tensor logits(Tensor norm);

    @Input(value = "T", type = INT32)
    Tensor next();

    @CrossEntropy
    Tensor loss(Tensor logits, Tensor next);
}
