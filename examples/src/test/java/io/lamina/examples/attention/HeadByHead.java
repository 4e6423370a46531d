package io.lamina.examples.attention;

import io.lamina.Concat;
import io.lamina.Dense;
import io.lamina.DotProductAttention;
import io.lamina.Input;
import io.lamina.Model;
import io.lamina.Tensor;

/** Two heads with matrices of their own, side by side, and a matrix behind them. */
@Model
interface HeadByHead {
    @Input("6 8")
    Tensor x();

    @Dense(units = 4, bias = false)
    Tensor query0(Tensor x);

    @Dense(units = 4, bias = false)
    Tensor key0(Tensor x);

    @Dense(units = 4, bias = false)
    Tensor value0(Tensor x);

    @DotProductAttention
    Tensor head0(Tensor query0, Tensor key0, Tensor value0);

    @Dense(units = 4, bias = false)
    Tensor query1(Tensor x);

    @Dense(units = 4, bias = false)
    Tensor key1(Tensor x);

    @Dense(units = 4, bias = false)
    Tensor value1(Tensor x);

    @DotProductAttention
    Tensor head1(Tensor query1, Tensor key1, Tensor value1);

    @Concat
    Tensor heads(Tensor head0, Tensor head1);

    @Dense(units = 8, bias = false)
    Tensor out(Tensor heads);
}
