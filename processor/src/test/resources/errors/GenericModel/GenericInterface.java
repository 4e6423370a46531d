package demo;

import io.lamina.*;

@Model
// error: [GenericModel] GenericInterface: a model has no type parameters.
interface GenericInterface<T> {
    @Input("4")
    Tensor x();

    @Dense(3)
    Tensor y(Tensor x);
}
