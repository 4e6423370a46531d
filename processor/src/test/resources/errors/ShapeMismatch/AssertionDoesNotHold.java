package demo;

import io.lamina.*;

@Model
interface AssertionDoesNotHold {
    @Input("8 8 3")
    Tensor image();

    @Conv2d(filters = 4, kernel = 3)
    @Shape("8 8 4")
    Tensor conv(Tensor image);

    @Flatten
    @Shape("144")
    Tensor flat(Tensor conv);

    @Dense(10)
    @Shape("11")
    Tensor logits(Tensor flat);
}
