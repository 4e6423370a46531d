package demo;

import io.lamina.*;

@Model
interface GenericMethod {
    @Input("4")
    Tensor x();

    @Dense(3)
    Tensor y(Tensor x);

    @Dense(3)
    @Output
    // error: [GenericModel] z: a node has no type parameters.
    <T> Tensor z(Tensor y);
}
