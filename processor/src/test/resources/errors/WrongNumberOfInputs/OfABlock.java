package demo;

import static io.lamina.ActivationFunction.*;
import static io.lamina.DataType.*;

import io.lamina.*;

@Model
interface OfABlock {
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

    @Apply(value = Pair.class, with = {"WIDTH=8", "HEADS=2"})
    // error: [WrongNumberOfInputs] a: the block Pair reads 2 tensors, x, side, but the method has 1 parameter.
    Tensor a(Tensor x);

    @Apply(value = Pair.class, with = {"WIDTH=8", "HEADS=2"})
    // error: [UnknownRole] b: the block Pair has no input 'sied'; it has x, side.
    Tensor b(Tensor x, @As("sied") Tensor side);

    @Apply(value = Pair.class, with = {"WIDTH=8", "HEADS=2"})
    // error: [DuplicateInput] c: gives the block Pair its side twice.
    Tensor c(@As("side") Tensor x, @As("side") Tensor side);
}
