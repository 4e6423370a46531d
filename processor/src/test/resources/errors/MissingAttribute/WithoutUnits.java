package demo;

import io.lamina.*;

@Model
interface WithoutUnits {
    @Input("4 4 1")
    Tensor x();

    // error: [MissingAttribute] pool: @MaxPool2d does not say its size.
    @MaxPool2d
    Tensor pool(Tensor x);

    // error: [MissingAttribute] y: @Dense does not say its units.
    @Dense(bias = false)
    Tensor y(Tensor pool);
}
