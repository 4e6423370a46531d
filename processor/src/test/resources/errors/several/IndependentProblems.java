package demo;

import static io.lamina.ActivationFunction.RELU;

import io.lamina.*;

@Model
interface IndependentProblems {
    @Input("8,8,3")
    Tensor image();

    @Conv2d(filters = 4, kernel = 9)
    Tensor conv(Tensor image);

    @Flatten
    Tensor flat(Tensor conv);

    @Dense(10)
    Tensor logits(Tensor flat);

    @Input("8 8 1")
    Tensor depth();

    @MaxPool2d(9)
    Tensor pool(Tensor depth);

    @Dense
    Tensor head(Tensor pool);

    @Add
    Tensor sum(Tensor head, Tensor logits);

    @Dense(units = 3, activation = RELU)
    Tensor last(Tensor smu);
}
