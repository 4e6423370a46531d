package demo;

import static io.lamina.DataType.INT32;
import static io.lamina.Rotation.HALF;
import static io.lamina.Rotation.INTERLEAVED;
import static io.lamina.Rotation.NONE;

import io.lamina.*;

@Model
interface Attentions {
    @Input("6 10")
    Tensor x();

    // error: [InvalidAttribute] none: heads is 0, but must be at least 1.
    @Attention(heads = 0)
    Tensor none(Tensor x);

    // error: [InvalidAttribute] keys: kvHeads is 0, but must be at least 1.
    @Attention(heads = 2, kvHeads = 0)
    Tensor keys(Tensor x);

    // error: [InvalidAttribute] size: headSize is -1, but must be at least 1.
    @Attention(heads = 2, headSize = -1)
    Tensor size(Tensor x);

    // error: [InvalidAttribute] blind: window is 0, but must be at least 1.
    @Attention(heads = 2, causal = true, window = 0)
    Tensor blind(Tensor x);

    // error: [InvalidAttribute] ahead: window = 4 counts positions up to a query's own, but the attention is not causal.
    @Attention(heads = 2, window = 4)
    Tensor ahead(Tensor x);

    // error: [InvalidAttribute] dropped: dropout is 1.0, but must be at least 0 and below 1.
    @Attention(heads = 2, dropout = 1)
    Tensor dropped(Tensor x);

    // error: [InvalidAttribute] odd: rotary positions turn pairs of elements, but a head has 5.
    @Attention(heads = 2, rope = HALF)
    Tensor odd(Tensor x);

    // error: [InvalidAttribute] chosen: rotary positions turn pairs of elements, but a head has 3.
    @Attention(heads = 2, headSize = 3, rope = INTERLEAVED)
    Tensor chosen(Tensor x);

    // error: [InvalidAttribute] flat: ropeBase is 0.0, but must be positive.
    @Attention(heads = 2, ropeBase = 0)
    Tensor flat(Tensor x);

    // error: [InvalidAttribute] turned: rotary positions turn pairs of elements, but a head has 5.
    @Rope(heads = 2)
    Tensor turned(Tensor x);

    // error: [InvalidAttribute] still: rotation = NONE turns nothing.
    @Rope(rotation = NONE)
    Tensor still(Tensor x);

    // error: [InvalidAttribute] based: base is -1.0, but must be positive.
    @Rope(base = -1)
    Tensor based(Tensor x);

    // error: [InvalidAttribute] scaled: scale is 0.0, but must be positive.
    @DotProductAttention(scale = 0)
    Tensor scaled(Tensor x, @From("x") Tensor k, @From("x") Tensor v);

    @Input(shape = "6 10", type = INT32)
    Tensor words();

    @Attention(heads = 2)
    // error: [WrongDtype] typed: needs FLOAT32, but words is INT32.
    Tensor typed(Tensor words);

    @Attention(heads = 2)
    // error: [WrongNumberOfInputs] none4: @Attention reads 1 to 3 tensors, but the method has 4 parameters.
    Tensor none4(Tensor x, @From("x") Tensor k, @From("x") Tensor v, @From("x") Tensor w);
}
