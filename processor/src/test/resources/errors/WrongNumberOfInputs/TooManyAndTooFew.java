package demo;

import io.lamina.*;

@Model
interface TooManyAndTooFew {
    @Input("8 8 3")
    Tensor image();

    @Input("8 8 3")
    Tensor second(Tensor image);

    @Conv2d(filters = 4, kernel = 3)
    Tensor conv(Tensor image, @From("image") Tensor again);

    @Add
    Tensor sum(Tensor image);

    @Dense(3)
    Tensor dense();

    @CrossEntropy
    Tensor loss(Tensor image);
}
