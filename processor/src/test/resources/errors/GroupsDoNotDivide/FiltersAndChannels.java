package demo;

import io.lamina.*;

@Model
interface FiltersAndChannels {
    @Input("8 8 3")
    Tensor image();

    @Conv2d(filters = 6, kernel = 3, groups = 4)
    Tensor a(Tensor image);

    @Conv2d(filters = 6, kernel = 3, groups = 2)
    Tensor b(Tensor image);
}
