package io.lamina.examples;

import io.lamina.Dense;
import io.lamina.Gru;
import io.lamina.Input;
import io.lamina.MeanSquaredError;
import io.lamina.Model;
import io.lamina.Tensor;

/** Forecasts a series from its last 32 values, with gated recurrent units. */
@Model
public interface SeriesGru {
    @Input("32 1")
    Tensor values();

    @Gru(24)
    Tensor state(Tensor values);

    @Dense(1)
    Tensor forecast(Tensor state);

    @Input("1")
    Tensor truth();

    @MeanSquaredError
    Tensor loss(Tensor forecast, Tensor truth);
}
