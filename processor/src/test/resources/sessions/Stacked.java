package demo;

import io.lamina.*;

@Model(stream = "T", convention = Convention.TORCH)
public interface Stacked {
    @Block
    interface Layer {
        @Input("T 12")
        Tensor x();

        @Input("5 12")
        Tensor memory();

        @LayerNorm
        Tensor norm(Tensor x);

        @Attention(heads = 3, causal = true)
        Tensor self(Tensor norm);

        @Attention(heads = 2)
        Tensor across(Tensor self, Tensor memory);

        @Gru(units = 12, returnSequences = true)
        Tensor kept(Tensor across);

        @Add
        Tensor y(Tensor x, Tensor kept);
    }

    @Input("T<=30 12")
    Tensor x();

    @Input("5 12")
    Tensor memory();

    @Apply(value = Layer.class, times = 4)
    Tensor body(Tensor x, Tensor memory);

    @Output
    @Dense(7)
    Tensor y(Tensor body);
}
