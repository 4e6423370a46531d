package demo;

import static io.lamina.ActivationFunction.*;
import static io.lamina.DataType.*;

import io.lamina.*;

@Model
interface HalvesEachTime {
    @Block
    interface Halves {
        @Input("H W C")
        Tensor x();

        @MaxPool2d(2)
        Tensor y(Tensor x);
    }

    @Input("8 8 3")
    Tensor image();

    // error: [CarriedShapeChanges] body.1.x: with times, it is carried from one block to the next and keeps its shape, but it is 8 8 3 in the first and then reads body.0.y, which is 4 4 3.
    @Apply(value = Halves.class, times = 4)
    Tensor body(Tensor image);
}
