package demo;

import io.lamina.*;

@Model
interface Heads {
    @Input("6 10")
    Tensor tokens();

    // error: [HeadsDoNotDivide] width: heads = 4 does not divide the 10 features of tokens, which is 6 10.
    @Attention(heads = 4)
    Tensor width(Tensor tokens);

    // error: [HeadsDoNotDivide] grouped: kvHeads = 2 does not divide heads = 5.
    @Attention(heads = 5, kvHeads = 2)
    Tensor grouped(Tensor tokens);

    // error: [HeadsDoNotDivide] bare: heads = 3 does not divide the 10 features of tokens, which is 6 10.
    @DotProductAttention(heads = 3)
    Tensor bare(Tensor tokens, @From("tokens") Tensor keys, @From("tokens") Tensor values);

    // error: [HeadsDoNotDivide] turned: heads = 3 does not divide the 10 features of tokens, which is 6 10.
    @Rope(heads = 3)
    Tensor turned(Tensor tokens);

    @Dense(12)
    Tensor wide(Tensor tokens);

    @Dense(6)
    Tensor narrow(Tensor tokens);

    // error: [HeadsDoNotDivide] values: kvHeads = 3 does not divide the 10 features of tokens, which is 6 10.
    @DotProductAttention(heads = 6, kvHeads = 3)
    Tensor values(Tensor wide, Tensor narrow, Tensor tokens);
}
