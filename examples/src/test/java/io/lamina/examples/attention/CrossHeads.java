package io.lamina.examples.attention;

import io.lamina.Attention;
import io.lamina.Input;
import io.lamina.Model;
import io.lamina.Tensor;

/** Queries of one sequence, keys and values of another. */
@Model
interface CrossHeads {
    @Input("6 8")
    Tensor x();

    @Input("9 5")
    Tensor memory();

    @Attention(heads = 2, bias = false)
    Tensor mixed(Tensor x, Tensor memory);
}
