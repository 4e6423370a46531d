package demo;

import static io.lamina.ActivationFunction.*;
import static io.lamina.DataType.*;

import io.lamina.*;

@Model
interface NoNumbers {
    @Block
    interface Pair {
        int WIDTH = Argument.A;
        int HEADS = Argument.B;

        @Input("N WIDTH")
        Tensor x();

        @Input("WIDTH")
        Tensor side();

        @Dense(units = 4 * WIDTH, activation = RELU)
        Tensor inner(Tensor x);

        @Dense(WIDTH)
        Tensor outer(Tensor inner);

        @Multiply
        Tensor y(Tensor outer, Tensor side);
    }

    @Input("4 8")
    Tensor x();

    @Input("8")
    Tensor side();

    // error: [InvalidArgument] a: "8" gives no argument a value.
    @Apply(value = Pair.class, with = {"WIDTH=8", "HEADS=2", "8"})
    Tensor a(Tensor x, Tensor side);

    // error: [InvalidArgument] b: gives WIDTH twice.
    @Apply(value = Pair.class, with = {"WIDTH=8", "HEADS=2", "WIDTH=9"})
    Tensor b(Tensor x, Tensor side);

    // error: [InvalidArgument] c: "HEADS=many": 'many' is no number.
    @Apply(value = Pair.class, with = {"WIDTH=8", "HEADS=many"})
    Tensor c(Tensor x, Tensor side);

    // error: [InvalidArgument] d.outer: WIDTH is 2.5, but a size is a whole number.
    @Apply(value = Pair.class, with = {"WIDTH=2.5", "HEADS=1"})
    Tensor d(Tensor x, Tensor side);
}
