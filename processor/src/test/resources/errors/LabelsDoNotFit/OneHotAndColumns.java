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
    // error: [LabelsDoNotFit] loss: needs one class number for each sample, but oneHot is 10.
    Tensor loss(Tensor logits, Tensor oneHot);

    @Dense(1)
    @Output
    Tensor price(Tensor x);

    @Input
    Tensor target();

    @MeanSquaredError
    // error: [LabelsDoNotFit] error: compares price, which is 1, with target, which is a scalar: a loss never stretches one to the other.
    Tensor error(Tensor price, Tensor target);

    @MeanAbsoluteError
    // error: [LabelsDoNotFit] absolute: compares price, which is 1, with target, which is a scalar: a loss never stretches one to the other.
    Tensor absolute(Tensor price, Tensor target);

    @Huber
    // error: [LabelsDoNotFit] huber: compares price, which is 1, with target, which is a scalar: a loss never stretches one to the other.
    Tensor huber(Tensor price, Tensor target);

    @KlDivergence
    // error: [LabelsDoNotFit] divergence: compares logits, which is 10, with x, which is 4: a loss never stretches one to the other.
    Tensor divergence(Tensor logits, Tensor x);
}
