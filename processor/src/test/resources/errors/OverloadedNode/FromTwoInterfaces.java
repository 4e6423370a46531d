package demo;

import io.lamina.*;

@Model
interface FromTwoInterfaces extends Left, Right {
    @Input("4")
    Tensor x();

    @Dense(2)
    Tensor z(Tensor y);
}

interface Left {
    @Dense(3)
    Tensor y(Tensor x);
}

interface Right {
    @Dense(4)
    // error: [OverloadedNode] y: both Left and Right declare a node of this name.
    Tensor y(Tensor x);
}
