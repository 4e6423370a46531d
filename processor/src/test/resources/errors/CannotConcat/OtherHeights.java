package demo;

import io.lamina.*;

@Model
interface OtherHeights {
    @Input("8 8 3")
    Tensor image();

    @MaxPool2d(2)
    Tensor pool(Tensor image);

    @Concat
    // error: [CannotConcat] joined: cannot join pool, which is 4 4 3, to image, which is 8 8 3, along axis -1.
    Tensor joined(Tensor image, Tensor pool);
}
