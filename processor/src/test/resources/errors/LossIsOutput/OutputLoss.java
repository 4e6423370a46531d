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
    Tensor loss(Tensor y, Tensor x);
}
