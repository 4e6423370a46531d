package demo;

import static io.lamina.DataType.INT32;

import io.lamina.*;

@Model
interface Recurrences {
    @Input("5 3")
    Tensor x();

    @Input("4")
    Tensor start();

    @Input(type = INT32)
    Tensor steps();

    @Output
    @Gru(4)
    // error: [UnknownRole] a: @Gru has no input 'initialCell'; it knows initialState, lengths.
    Tensor a(Tensor x, @As("initialCell") Tensor start);

    @Output
    @Lstm(4)
    // error: [UnknownRole] b: @Lstm has no input 'length'; it knows initialState, initialCell, lengths.
    Tensor b(Tensor x, @As("length") Tensor steps);
}
