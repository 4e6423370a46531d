package demo;

import static io.lamina.ActivationFunction.*;
import static io.lamina.DataType.*;

import io.lamina.*;

interface ThroughAnother {
    @Block
    interface Outer {
        @Input("N")
        Tensor x();

        // error: [BlockRecursion] y: Outer applies itself: Outer applies Inner applies Outer.
        @Apply(Inner.class)
        Tensor y(Tensor x);
    }

    @Block
    interface Inner {
        @Input("N")
        Tensor x();

        // error: [BlockRecursion] y: Inner applies itself: Inner applies Outer applies Inner.
        @Apply(Outer.class)
        Tensor y(Tensor x);
    }

    @Model
    interface User {
        @Input("4")
        Tensor x();

        @Apply(Outer.class)
        Tensor y(Tensor x);
    }

    @Model
    @Block
    interface Itself {
        @Input("4")
        Tensor x();

        // error: [BlockRecursion] y: Itself applies itself: Itself applies Itself.
        @Apply(Itself.class)
        Tensor y(Tensor x);
    }
}
