package demo;

import io.lamina.*;

@Model
interface AssertionDoesNotHold {
    @Input("8 8 3")
    Tensor image();

    @Conv2d(filters = 4, kernel = 3)
    // error: [ShapeMismatch] conv: @Shape says 8 8 4, but it is 6 6 4.
    @Shape("8 8 4")
    Tensor conv(Tensor image);

    @Flatten
    @Shape("144")
    Tensor flat(Tensor conv);

    @Dense(10)
    // error: [ShapeMismatch] logits: @Shape says 11, but it is 10.
    @Shape("11")
    Tensor logits(Tensor flat);
}
