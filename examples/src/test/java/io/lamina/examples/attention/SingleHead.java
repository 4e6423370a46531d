package io.lamina.examples.attention;

import io.lamina.Dense;
import io.lamina.DotProductAttention;
import io.lamina.Input;
import io.lamina.Model;
import io.lamina.Tensor;

/** One head: queries, keys and values by a matrix each, and nothing behind. */
@Model
interface SingleHead {
    @Input("6 8")
    Tensor x();

    @Dense(units = 4, bias = false)
    Tensor query(Tensor x);

    @Dense(units = 4, bias = false)
    Tensor key(Tensor x);

    @Dense(units = 4, bias = false)
    Tensor value(Tensor x);

    @DotProductAttention
    Tensor context(Tensor query, Tensor key, Tensor value);
}
