package demo;

import static io.lamina.ActivationFunction.RELU;

import io.lamina.*;

@Model
interface SamePrefix {
    @Input("4")
    Tensor x();

    @Dense(units = 4, activation = RELU)
    @Name("net.0")
    Tensor a(Tensor x);

    @Dense(4)
    // error: [DuplicateName] b: its weights are called 'net.0', as those of a are.
    @Name("net.0")
    Tensor b(Tensor a);
}
