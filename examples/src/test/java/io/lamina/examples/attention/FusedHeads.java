package io.lamina.examples.attention;

import io.lamina.Attention;
import io.lamina.Input;
import io.lamina.Model;
import io.lamina.Tensor;

/** The same two heads with one product for all queries, keys and values. */
@Model
interface FusedHeads {
    @Input("6 8")
    Tensor x();

    @Attention(heads = 2, bias = false)
    Tensor mixed(Tensor x);
}
