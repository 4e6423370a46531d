package io.lamina.examples;

import static io.lamina.DataType.INT32;

import io.lamina.Apply;
import io.lamina.CrossEntropy;
import io.lamina.Dense;
import io.lamina.Embedding;
import io.lamina.Flatten;
import io.lamina.Input;
import io.lamina.LayerNorm;
import io.lamina.Model;
import io.lamina.PositionEmbedding;
import io.lamina.Slice;
import io.lamina.Tensor;

/**
 * Says whether the brackets of a text balance: an encoder over texts of any length up to 20, whose first token stands for the whole and is
 * classified. Texts of one batch are filled up; what is not {@code present} is seen by nobody.
 */
@Model
public interface Brackets {
    int TOKENS = 3;
    int WIDTH = 64;

    @Input(value = "2<=T<=21", type = INT32)
    Tensor text();

    @Input(value = "T", type = INT32)
    Tensor present();

    @Embedding(vocabulary = TOKENS, size = WIDTH)
    Tensor embedded(Tensor text);

    @PositionEmbedding
    Tensor placed(Tensor embedded);

    @Apply(
            value = EncoderBlock.class,
            times = 2,
            with = {"WIDTH=WIDTH", "HEADS=4"})
    Tensor body(Tensor placed, Tensor present);

    @Slice(to = 1)
    Tensor first(Tensor body);

    @Flatten
    Tensor whole(Tensor first);

    @LayerNorm
    Tensor norm(Tensor whole);

    @Dense(2)
    Tensor scores(Tensor norm);

    @Input(type = INT32)
    Tensor balanced();

    @CrossEntropy
    Tensor loss(Tensor scores, Tensor balanced);
}
