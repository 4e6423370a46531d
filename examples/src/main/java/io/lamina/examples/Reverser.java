package io.lamina.examples;

import static io.lamina.ActivationFunction.RELU;
import static io.lamina.DataType.INT32;

import io.lamina.Add;
import io.lamina.Attention;
import io.lamina.CrossEntropy;
import io.lamina.Dense;
import io.lamina.Embedding;
import io.lamina.Input;
import io.lamina.LayerNorm;
import io.lamina.Model;
import io.lamina.PositionEmbedding;
import io.lamina.Tensor;

/**
 * An encoder and a decoder that reads it by cross-attention: writes a word backwards, letter by letter. A word of {@code T} letters has an end
 * behind it; the decoder reads a start and the letters so far, {@code S} of both, and gives scores of the next one.
 */
@Model
public interface Reverser {
    int LETTERS = 12;
    int WIDTH = 32;

    @Input(value = "2<=T<=9", type = INT32)
    Tensor word();

    @Embedding(vocabulary = LETTERS, size = WIDTH)
    Tensor letters(Tensor word);

    @PositionEmbedding
    Tensor placed(Tensor letters);

    @Attention(heads = 2)
    Tensor mixed(Tensor placed);

    @Add
    Tensor encoderSum(Tensor placed, Tensor mixed);

    @LayerNorm
    Tensor memory(Tensor encoderSum);

    @Input(value = "1<=S<=9", type = INT32)
    Tensor written();

    @Embedding(vocabulary = LETTERS, size = WIDTH)
    Tensor tokens(Tensor written);

    @PositionEmbedding
    Tensor steps(Tensor tokens);

    @Attention(heads = 2, causal = true)
    Tensor past(Tensor steps);

    @Add
    Tensor pastSum(Tensor steps, Tensor past);

    @LayerNorm
    Tensor query(Tensor pastSum);

    @Attention(heads = 2)
    Tensor read(Tensor query, Tensor memory);

    @Add
    Tensor readSum(Tensor query, Tensor read);

    @LayerNorm
    Tensor normed(Tensor readSum);

    @Dense(units = 64, activation = RELU)
    Tensor wide(Tensor normed);

    @Dense(WIDTH)
    Tensor narrow(Tensor wide);

    @Add
    Tensor decoded(Tensor normed, Tensor narrow);

    @Dense(LETTERS)
    Tensor scores(Tensor decoded);

    @Input(value = "S", type = INT32)
    Tensor next();

    @CrossEntropy
    Tensor loss(Tensor scores, Tensor next);
}
