package demo;

import io.lamina.*;

@Model
interface Cross {
    @Input("T<=32 8")
    Tensor x();

    @Input("S<=32 8")
    Tensor memory();

    // error: [CausalLengthsDiffer] read: is causal, but has T queries of x, which is T 8, and S keys of memory, which is S 8.
    @Attention(heads = 2, causal = true)
    Tensor read(Tensor x, Tensor memory);

    // error: [CausalLengthsDiffer] bare: is causal, but has T queries of x, which is T 8, and S keys of memory, which is S 8.
    @DotProductAttention(causal = true)
    Tensor bare(Tensor x, Tensor memory, @From("memory") Tensor values);
}
