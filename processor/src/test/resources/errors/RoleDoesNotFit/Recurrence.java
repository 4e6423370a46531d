package demo;

import static io.lamina.DataType.INT32;

import io.lamina.*;

@Model
interface Recurrence {
    @Input("5 3")
    Tensor x();

    @Input("2 5 3")
    Tensor pairs();

    @Input(type = INT32)
    Tensor steps();

    @Input(value = "5", type = INT32)
    Tensor each();

    @Input("8")
    Tensor start();

    @Output
    @Gru(7)
    // error: [RoleDoesNotFit] a: needs one number of steps of x, so the shape "", but each is 5.
    Tensor a(Tensor x, @As("lengths") Tensor each);

    @Output
    @Gru(7)
    // error: [RoleDoesNotFit] b: needs a number of steps for each sequence of pairs, so the shape "2", but steps is a scalar.
    Tensor b(Tensor pairs, @As("lengths") Tensor steps);

    @Output
    @Rnn(7)
    // error: [RoleDoesNotFit] c: needs a number for each unit of x, so the shape "7", but start is 8.
    Tensor c(Tensor x, @As("initialState") Tensor start);

    @Output
    @Lstm(units = 8, layers = 2, bidirectional = true)
    // error: [RoleDoesNotFit] d: needs a row of units for each layer and direction of x, so the shape "4 8", but start is 8.
    Tensor d(Tensor x, @As("initialCell") Tensor start);
}
