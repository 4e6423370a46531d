package demo;

import io.lamina.*;

@Model
// error: [NoOutput] InputsAlone: has no output, as no layer gives a result.
interface InputsAlone {
    @Input("4")
    Tensor x();

    @Input("4")
    Tensor target();

    @MeanSquaredError
    Tensor loss(Tensor x, Tensor target);
}
