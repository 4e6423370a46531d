package demo;

import static io.lamina.Padding.SAME;

import io.lamina.*;

@Model
interface PaddingTwice {
    @Input("8 8 3")
    Tensor image();

    // error: [ConflictingAttributes] conv: both padding and pad are given, but they say the same thing twice.
    @Conv2d(filters = 4, kernel = 3, padding = SAME, pad = 1)
    Tensor conv(Tensor image);
}
