package demo;

import io.lamina.*;

@Model
interface OtherCount {
    @Input("8 8 3")
    Tensor image();

    // error: [CannotReshape] pixels: cannot make 64 4 (256 elements) of image, which is 8 8 3 (192 elements).
    @Reshape("64 4")
    Tensor pixels(Tensor image);
}
