package demo;

import io.lamina.*;

@Model
interface UnitsTwice {
    @Input("4")
    Tensor x();

    // error: [ConflictingAttributes] y: @Dense gives its units twice, as value and as units.
    @Dense(value = 3, units = 3)
    Tensor y(Tensor x);
}
