package demo;

import static io.lamina.ActivationFunction.RELU;

import io.lamina.*;

@Model
interface TwoDenseLayers {
    @Input("4")
    Tensor x();

    @Dense(8)
    Tensor a(Tensor x);

    @Dense(8)
    // warning: [LinearStack] b: follows the dense layer a with nothing between them, so both together are one linear layer.
    Tensor b(Tensor a);

    @Activation(RELU)
    Tensor c(Tensor b);

    @Dense(2)
    Tensor d(Tensor c);
}
