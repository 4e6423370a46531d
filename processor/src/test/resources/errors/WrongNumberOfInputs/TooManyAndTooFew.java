package demo;

import io.lamina.*;

@Model
interface TooManyAndTooFew {
    @Input("8 8 3")
    Tensor image();

    @Input("8 8 3")
    // error: [WrongNumberOfInputs] second: @Input reads nothing, but the method has 1 parameter.
    Tensor second(Tensor image);

    @Conv2d(filters = 4, kernel = 3)
    // error: [WrongNumberOfInputs] conv: @Conv2d reads exactly 1 tensor, but the method has 2 parameters.
    Tensor conv(Tensor image, @From("image") Tensor again);

    @Add
    // error: [WrongNumberOfInputs] sum: @Add reads at least 2 tensors, but the method has 1 parameter.
    Tensor sum(Tensor image);

    @Dense(3)
    // error: [WrongNumberOfInputs] dense: @Dense reads exactly 1 tensor, but the method has 0 parameters.
    Tensor dense();

    @CrossEntropy
    // error: [WrongNumberOfInputs] loss: @CrossEntropy reads exactly 2 tensors, but the method has 1 parameter.
    Tensor loss(Tensor image);
}
