package demo;

import io.lamina.*;

@Model
interface OtherCount {
    @Input("8 8 3")
    Tensor image();

    @Reshape("64 4")
    Tensor pixels(Tensor image);
}
