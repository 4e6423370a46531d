package demo;

import io.lamina.*;

@Model
interface InputsAlone {
    @Input("4")
    Tensor x();

    @Input("4")
    Tensor target();

    @MeanSquaredError
    Tensor loss(Tensor x, Tensor target);
}
