package demo;

import static io.lamina.DataType.INT32;

import io.lamina.*;

@Model
interface Masks {
    @Input("6 8")
    Tensor x();

    @Input("7 8")
    Tensor memory();

    @Input(shape = "6", type = INT32)
    Tensor mask();

    @Input("7 6")
    Tensor turned();

    @Input(shape = "3", type = INT32)
    Tensor counts();

    @Input("")
    Tensor real();

    @Attention(heads = 2)
    // error: [MaskDoesNotFit] queries: needs a mask of 7 (keys) or 6 7 (queries, keys), but reads mask, which is 6.
    Tensor queries(Tensor x, Tensor memory, @As("mask") Tensor mask);

    @DotProductAttention
    // error: [MaskDoesNotFit] transposed: needs a mask of 7 (keys) or 6 7 (queries, keys), but reads turned, which is 7 6.
    Tensor transposed(Tensor x, Tensor memory, @From("memory") Tensor values, @As("mask") Tensor turned);

    @Attention(heads = 2)
    // error: [MaskDoesNotFit] several: needs lengths of a scalar, but reads counts, which is 3.
    Tensor several(Tensor x, @As("lengths") Tensor counts);

    @Attention(heads = 2)
    // error: [WrongDtype] floats: needs lengths of INT32, but real is FLOAT32.
    Tensor floats(Tensor x, @As("lengths") Tensor real);
}
