package demo;

import static io.lamina.ActivationFunction.RELU;

import io.lamina.*;

@Model
interface NamedActivation {
    @Input("4")
    Tensor x();

    @Dense(4)
    Tensor a(Tensor x);

    @Activation(RELU)
    @Name("net.1")
    Tensor b(Tensor a);
}
