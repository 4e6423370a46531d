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
    // error: [NameHasNoWeights] b: @Name names weights, but @Activation has none.
    @Name("net.1")
    Tensor b(Tensor a);
}
