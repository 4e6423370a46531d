package demo;

import static io.lamina.DataType.INT32;

import io.lamina.*;

@Model
interface OneHotAndColumns {
    @Input("4")
    Tensor x();

    @Dense(10)
    @Output
    Tensor logits(Tensor x);

    @Input(value = "10", type = INT32)
    Tensor oneHot();

    @CrossEntropy
    Tensor loss(Tensor logits, Tensor oneHot);

    @Dense(1)
    @Output
    Tensor price(Tensor x);

    @Input
    Tensor target();

    @MeanSquaredError
    Tensor error(Tensor price, Tensor target);
}
