package demo;

import io.lamina.*;

@Model
interface NoAnnotation {
    @Input("4")
    Tensor x();

    @Dense(3)
    Tensor y(Tensor x);

    // error: [MissingLayer] z: has no layer annotation.
    Tensor z(Tensor y);

    @Output
    // error: [MissingLayer] result: has no layer annotation.
    Tensor result(Tensor z);
}
