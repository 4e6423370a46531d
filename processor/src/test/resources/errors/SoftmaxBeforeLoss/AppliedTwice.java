package demo;

import static io.lamina.ActivationFunction.SIGMOID;
import static io.lamina.DataType.INT32;

import io.lamina.*;

@Model
interface AppliedTwice {
    @Input("4")
    Tensor x();

    @Dense(10)
    Tensor logits(Tensor x);

    @Softmax
    @Output
    Tensor probabilities(Tensor logits);

    @Input(type = INT32)
    Tensor digit();

    @CrossEntropy
    // error: [SoftmaxBeforeLoss] loss: @CrossEntropy applies the softmax itself, but probabilities has applied one already.
    Tensor loss(Tensor probabilities, Tensor digit);

    @Dense(units = 4, activation = SIGMOID)
    @Output
    Tensor tags(Tensor x);

    @Input("4")
    Tensor target();

    @BinaryCrossEntropy
    // error: [SoftmaxBeforeLoss] tagLoss: @BinaryCrossEntropy applies the sigmoid itself, but tags has applied one already.
    Tensor tagLoss(Tensor tags, Tensor target);

    @Input("10")
    Tensor teacher();

    @Softmax
    Tensor taught(Tensor teacher);

    @KlDivergence
    // error: [SoftmaxBeforeLoss] distilled: @KlDivergence applies the softmax itself, but taught has applied one already.
    Tensor distilled(Tensor logits, Tensor taught);
}
