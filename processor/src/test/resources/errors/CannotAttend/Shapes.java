package demo;

import io.lamina.*;

@Model
interface Shapes {
    @Input("6 8")
    Tensor x();

    @Input("2 7 8")
    Tensor frames();

    @Input("7 8")
    Tensor memory();

    @Input("7 6")
    Tensor narrow();

    @Attention(heads = 2)
    // error: [CannotAttend] mapped: cannot attend from x, which is 6 8, to frames, which is 2 7 8: in front of the last two dimensions both must be the same.
    Tensor mapped(Tensor x, Tensor frames);

    @Attention(heads = 2)
    // error: [CannotAttend] lengths: has 7 keys of memory, which is 7 8, but 6 values of x, which is 6 8.
    Tensor lengths(@From("x") Tensor query, Tensor memory, Tensor x);

    @DotProductAttention(heads = 2)
    // error: [CannotAttend] widths: has queries of 2 x 4, so keys must be 8 wide, but reads narrow, which is 7 6.
    Tensor widths(Tensor x, Tensor narrow, Tensor memory);
}
