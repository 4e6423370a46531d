package io.lamina.examples;

import static io.lamina.ActivationFunction.GELU;
import static io.lamina.DataType.INT32;

import io.lamina.Add;
import io.lamina.Argument;
import io.lamina.As;
import io.lamina.Attention;
import io.lamina.Block;
import io.lamina.Dense;
import io.lamina.Input;
import io.lamina.LayerNorm;
import io.lamina.Output;
import io.lamina.Tensor;

/** One layer of an encoder: attention among all that is present and a dense pair, each behind a norm and beside a residual. */
@Block
public interface EncoderBlock {
    int WIDTH = Argument.A;
    int HEADS = Argument.B;

    @Input("T WIDTH")
    Tensor x();

    @Input(shape = "T", type = INT32)
    Tensor present();

    @LayerNorm
    Tensor norm1(Tensor x);

    @Attention(heads = HEADS)
    Tensor attention(Tensor norm1, @As("mask") Tensor present);

    @Add
    Tensor mixed(Tensor x, Tensor attention);

    @LayerNorm
    Tensor norm2(Tensor mixed);

    @Dense(units = 2 * WIDTH, activation = GELU)
    Tensor up(Tensor norm2);

    @Dense(WIDTH)
    Tensor down(Tensor up);

    @Output
    @Add
    Tensor y(Tensor mixed, Tensor down);
}
