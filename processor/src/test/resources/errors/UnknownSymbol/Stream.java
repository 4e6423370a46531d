package demo;

import io.lamina.*;

// error: [UnknownSymbol] Stream: stream is "S", but no input has a symbolic size of that name.
@Model(stream = "S")
interface Stream {
    @Input("T<=12 5")
    Tensor x();

    @Dense(2)
    Tensor y(Tensor x);
}
