package io.lamina.benchmarks;

import static io.lamina.ActivationFunction.GELU_TANH;

import io.lamina.Add;
import io.lamina.Argument;
import io.lamina.Attention;
import io.lamina.Block;
import io.lamina.Dense;
import io.lamina.Input;
import io.lamina.LayerNorm;
import io.lamina.Output;
import io.lamina.Tensor;

/** One layer of a GPT: causal attention and a dense pair four times as wide, each behind a norm and beside a residual. */
@Block
interface GptBlock {
    int WIDTH = Argument.A;
    int HEADS = Argument.B;

    @Input("T WIDTH")
    Tensor x();

    @LayerNorm
    Tensor norm1(Tensor x);

    @Attention(heads = HEADS, causal = true)
    Tensor attention(Tensor norm1);

    @Add
    Tensor mixed(Tensor x, Tensor attention);

    @LayerNorm
    Tensor norm2(Tensor mixed);

    @Dense(units = 4 * WIDTH, activation = GELU_TANH)
    Tensor up(Tensor norm2);

    @Dense(WIDTH)
    Tensor down(Tensor up);

    @Output
    @Add
    Tensor y(Tensor mixed, Tensor down);
}
