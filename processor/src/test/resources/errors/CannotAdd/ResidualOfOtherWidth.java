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
    Tensor sum(Tensor image, Tensor conv);

    @Input("8 8")
    Tensor mask();

    @Multiply
    Tensor masked(Tensor conv, Tensor mask);

    @Subtract
    Tensor difference(Tensor conv, Tensor image);
}
