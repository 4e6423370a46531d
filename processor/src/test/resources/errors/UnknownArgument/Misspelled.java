package demo;

import static io.lamina.ActivationFunction.*;
import static io.lamina.DataType.*;

import io.lamina.*;

@Model
interface Misspelled {
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

    // error: [UnknownArgument] body: Pair has no argument 'WIDHT'; it has WIDTH, HEADS.
    @Apply(value = Pair.class, with = {"WIDTH=8", "HEADS=2", "WIDHT=8"})
    Tensor body(Tensor x, Tensor side);
}
