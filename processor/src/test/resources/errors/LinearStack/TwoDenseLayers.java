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
    Tensor b(Tensor a);

    @Activation(RELU)
    Tensor c(Tensor b);

    @Dense(2)
    Tensor d(Tensor c);
}
