package demo;

import io.lamina.*;

/** What only an unused node reads is not reported, too. */
@Model
interface WhatItReads {
    @Input("4")
    Tensor x();

    @Dense(4)
    @Output
    Tensor y(Tensor x);

    @Dense(units = 4, activation = ActivationFunction.RELU)
    Tensor before(Tensor x);

    @Dense(units = 4)
    // warning: [UnusedNode] last: nobody reads it, and it is no output.
    Tensor last(Tensor before);

    @Input("4")
    Tensor target();

    @MeanSquaredError
    Tensor loss(Tensor y, Tensor target);
}
