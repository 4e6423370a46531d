package demo;

import io.lamina.*;

@Model
interface LossOfItself {
    @Input("4")
    Tensor x();

    @Dense(3)
    Tensor y(Tensor x);

    @MeanSquaredError
    // error: [DuplicateInput] loss: compares y with itself.
    Tensor loss(Tensor y, @From("y") Tensor target);
}
