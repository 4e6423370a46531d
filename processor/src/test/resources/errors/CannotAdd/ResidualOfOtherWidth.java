package demo;

import static io.lamina.ActivationFunction.RELU;
import static io.lamina.Padding.SAME;

import io.lamina.*;

@Model
interface ResidualOfOtherWidth {
    @Input("8 8 3")
    Tensor image();

    @Conv2d(filters = 4, kernel = 3, padding = SAME, activation = RELU)
    Tensor conv(Tensor image);

    @Add
    // error: [CannotAdd] sum: cannot add conv, which is 8 8 4, and image, which is 8 8 3.
    Tensor sum(Tensor image, Tensor conv);

    @Input("8 8")
    Tensor mask();

    @Multiply
    // error: [CannotAdd] masked: cannot multiply mask, which is 8 8, and conv, which is 8 8 4.
    Tensor masked(Tensor conv, Tensor mask);

    @Subtract
    // error: [CannotAdd] difference: cannot subtract image, which is 8 8 3, and conv, which is 8 8 4.
    Tensor difference(Tensor conv, Tensor image);
}
