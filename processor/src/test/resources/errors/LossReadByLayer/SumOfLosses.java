package demo;

import io.lamina.*;

@Model
interface SumOfLosses {
    @Input("4")
    Tensor x();

    @Dense(4)
    Tensor y(Tensor x);

    @Input("4")
    Tensor target();

    @MeanSquaredError
    Tensor near(Tensor y, Tensor target);

    @MeanSquaredError
    Tensor far(Tensor y, Tensor x);

    @Add
    // error: [LossReadByLayer] total: reads far, which is a loss.
    // error: [LossReadByLayer] total: reads near, which is a loss.
    Tensor total(Tensor near, Tensor far);
}
