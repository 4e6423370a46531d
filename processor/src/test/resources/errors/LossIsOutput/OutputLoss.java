package demo;

import io.lamina.*;

@Model
interface OutputLoss {
    @Input("4")
    Tensor x();

    @Dense(4)
    Tensor y(Tensor x);

    @MeanSquaredError
    @Output
    // error: [LossIsOutput] loss: a loss cannot be an @Output: predictions have no labels.
    Tensor loss(Tensor y, Tensor x);
}
