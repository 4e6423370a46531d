package demo;

import io.lamina.*;

@Model
interface OtherHeights {
    @Input("8 8 3")
    Tensor image();

    @MaxPool2d(2)
    Tensor pool(Tensor image);

    @Concat
    Tensor joined(Tensor image, Tensor pool);
}
