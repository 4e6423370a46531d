package demo;

import static io.lamina.DataType.INT32;

import io.lamina.*;

@Model
interface Lengths {
    @Input("5 3")
    Tensor x();

    @Input
    Tensor steps();

    @Input(value = "4", type = INT32)
    Tensor start();

    @Output
    @Gru(4)
    // error: [WrongDtype] a: needs the number of valid steps as INT32, but steps is FLOAT32.
    Tensor a(Tensor x, @As("lengths") Tensor steps);

    @Output
    @Rnn(4)
    // error: [WrongDtype] b: needs FLOAT32, but start is INT32.
    Tensor b(Tensor x, @As("initialState") Tensor start);
}
