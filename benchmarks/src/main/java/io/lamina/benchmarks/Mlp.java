package io.lamina.benchmarks;

import static io.lamina.ActivationFunction.RELU;

import io.lamina.Dense;
import io.lamina.Input;
import io.lamina.MeanSquaredError;
import io.lamina.Model;
import io.lamina.Tensor;

/** Case {@code mlp_b32}: 20 inputs, 50 hidden units, one output. */
@Model
interface Mlp {
    @Input("20")
    Tensor x();

    @Dense(units = 50, activation = RELU)
    Tensor fc1(Tensor x);

    @Dense(1)
    Tensor fc2(Tensor fc1);

    @Input("1")
    Tensor target();

    @MeanSquaredError
    Tensor loss(Tensor fc2, Tensor target);
}
