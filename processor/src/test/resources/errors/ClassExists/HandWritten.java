package demo;

import io.lamina.*;

@Model
// error: [ClassExists] HandWritten: cannot generate HandWrittenInference, as a class of this name exists already.
interface HandWritten {
    @Input("4")
    Tensor x();

    @Dense(3)
    Tensor y(Tensor x);
}

class HandWrittenInference {}
