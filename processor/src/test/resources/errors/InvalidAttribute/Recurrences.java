package demo;

import static io.lamina.ActivationFunction.GELU;

import io.lamina.*;

@Model
interface Recurrences {
    @Input("5 3")
    Tensor x();

    // error: [InvalidAttribute] a: units is 0, but must be at least 1.
    @Lstm(0)
    Tensor a(Tensor x);

    // error: [InvalidAttribute] b: layers is 0, but must be at least 1.
    @Gru(units = 4, layers = 0)
    Tensor b(Tensor x);

    // error: [InvalidAttribute] c: dropout is 1.0, but must be at least 0 and below 1.
    @Lstm(units = 4, layers = 2, dropout = 1)
    Tensor c(Tensor x);

    // error: [InvalidAttribute] d: activation is GELU, but a recurrence has TANH or RELU.
    @Rnn(units = 4, activation = GELU)
    Tensor d(Tensor x);

    @Concat
    Tensor joined(Tensor a, Tensor b, Tensor c, Tensor d);
}
