package demo;

import io.lamina.*;

@Model
interface DefaultMethod {
    @Input("4")
    Tensor x();

    @Dense(3)
    Tensor y(Tensor x);

    // error: [MethodHasBody] twice: a default method is no node.
    default Tensor twice(Tensor y) {
        return y;
    }

    // error: [MethodHasBody] help: a static method is no node.
    static int help() {
        return 1;
    }
}
