package demo;

import io.lamina.*;

@Model(stream = "T", convention = Convention.TORCH)
public interface Attentive {
    @Input("T<=150 12")
    Tensor x();

    @Input("5 12")
    Tensor memory();

    @Attention(heads = 3, causal = true)
    Tensor self(Tensor x);

    @Add
    Tensor first(Tensor x, Tensor self);

    @Attention(heads = 6, kvHeads = 2, causal = true, window = 9, rope = Rotation.HALF)
    Tensor near(Tensor first);

    @Attention(heads = 2)
    Tensor across(Tensor near, Tensor memory);

    @LayerNorm
    Tensor norm(Tensor across);

    @Dense(24)
    Tensor q(Tensor norm);

    @Rope(heads = 2, rotation = Rotation.INTERLEAVED)
    Tensor turned(Tensor q);

    @Dense(24)
    Tensor v(Tensor norm);

    @DotProductAttention(heads = 2, causal = true)
    Tensor bare(Tensor turned, Tensor q, Tensor v);

    @Output
    @Dense(7)
    Tensor y(Tensor bare);
}
