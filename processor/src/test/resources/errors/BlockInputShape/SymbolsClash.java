package demo;

import static io.lamina.ActivationFunction.*;
import static io.lamina.DataType.*;

import io.lamina.*;

@Model
interface SymbolsClash {
    @Block
    interface Meet {
        @Input("T M")
        Tensor x();

        @Input("T<=16 2*M")
        Tensor y();

        @Dense(8)
        Tensor wide(Tensor x);

        @Dense(8)
        Tensor other(Tensor y);

        @Add
        Tensor sum(Tensor wide, Tensor other);
    }

    @Block
    interface Halves {
        @Input("H%4 8 C")
        Tensor x();

        @MaxPool2d(2)
        Tensor y(Tensor x);
    }

    @Input("4 6")
    Tensor a();

    @Input("5 12")
    Tensor b();

    @Input("4 11")
    Tensor c();

    @Input("17 6")
    Tensor d();

    @Input("17 12")
    Tensor e();

    @Input("6 8 3")
    Tensor image();

    @Input(type = INT32)
    Tensor label();

    @Apply(Meet.class)
    // error: [BlockInputShape] one.y: is T 2*M, but reads b, which is 5 12; T is 4 by a, which is 4 6.
    Tensor one(Tensor a, Tensor b);

    @Apply(Meet.class)
    // error: [BlockInputShape] two.y: is T 2*M, but reads c, which is 4 11; M is 6 by a, which is 4 6.
    Tensor two(Tensor a, Tensor c);

    @Apply(Meet.class)
    // error: [BlockInputShape] three.x: is T M, but reads d, which is 17 6, and T is at most 16.
    Tensor three(Tensor d, Tensor e);

    @Apply(Meet.class)
    // error: [BlockInputShape] four.x: is T M, but reads image, which is 6 8 3.
    Tensor four(Tensor image, Tensor a);

    @Apply(Halves.class)
    // error: [BlockInputShape] five.x: is H 8 C, but reads image, which is 6 8 3, and H is a multiple of 4.
    Tensor five(Tensor image);

    @Apply(Halves.class)
    // error: [WrongDtype] six.x: is FLOAT32, but reads label, which is INT32.
    Tensor six(Tensor label);
}
