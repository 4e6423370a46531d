package io.lamina.examples;

import io.lamina.Dense;
import io.lamina.Input;
import io.lamina.Lstm;
import io.lamina.MeanSquaredError;
import io.lamina.Model;
import io.lamina.Tensor;

/** Forecasts a series from its last 32 values, with a long short-term memory. */
@Model
public interface SeriesLstm {
    @Input("32 1")
    Tensor values();

    @Lstm(24)
    Tensor state(Tensor values);

    @Dense(1)
    Tensor forecast(Tensor state);

    @Input("1")
    Tensor truth();

    @MeanSquaredError
    Tensor loss(Tensor forecast, Tensor truth);
}
