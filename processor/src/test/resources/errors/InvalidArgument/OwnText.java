package demo;

import static io.lamina.ActivationFunction.*;
import static io.lamina.DataType.*;

import io.lamina.*;

@Block
// error: [InvalidArgument] OwnText: HEADS and WIDTH are the same argument.
interface OwnText {
    int WIDTH = Argument.A;
    int HEADS = Argument.A;
    int OTHER = Argument.B;

    @Input("N M")
    Tensor x();

    // error: [InvalidArgument] a: uses Argument.C, which has no name.
    @Dense(Argument.C)
    Tensor a(Tensor x);

    // error: [InvalidArgument] b: has the number 144144000, which may be a computation with arguments, but none that can be told.
    @Dense(WIDTH + OTHER)
    Tensor b(Tensor a);
}
