package io.lamina.examples;

import io.lamina.ActivationFunction;
import io.lamina.Concat;
import io.lamina.CrossEntropy;
import io.lamina.DataType;
import io.lamina.Dense;
import io.lamina.From;
import io.lamina.Input;
import io.lamina.Model;
import io.lamina.Output;
import io.lamina.Tensor;

/** Says of each step of a series whether its two numbers have the same sign; {@code T} is known at run time only. */
@Model
interface SignModel {
    @Input("2<=T<=12 2")
    Tensor series();

    @Dense(units = 16, activation = ActivationFunction.TANH)
    Tensor hidden(Tensor series);

    @Output
    @Dense(2)
    Tensor scores(Tensor hidden);

    /** As long as two series: a length that follows from another. */
    @Output
    @Concat(axis = -2)
    Tensor twice(Tensor scores, @From("scores") Tensor again);

    @Input(value = "T", type = DataType.INT32)
    Tensor label();

    @CrossEntropy(ignoreIndex = -1)
    Tensor loss(Tensor scores, Tensor label);
}
