package demo;

import io.lamina.*;

// error: [NotStreamable] EightAtATime: T is a multiple of 8, so no single step can be taken.
@Model(stream = "T")
interface EightAtATime {
    @Input("T%8<=64 5")
    Tensor x();

    @Dense(2)
    Tensor y(Tensor x);
}
