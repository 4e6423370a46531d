package io.lamina.examples.attention;

import io.lamina.Attention;
import io.lamina.Input;
import io.lamina.Model;
import io.lamina.Tensor;

/** Each position sees those up to its own. */
@Model
interface CausalHeads {
    @Input("6 8")
    Tensor x();

    @Attention(heads = 2, bias = false, causal = true)
    Tensor mixed(Tensor x);
}
