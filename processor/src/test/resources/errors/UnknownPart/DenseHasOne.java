package demo;

import io.lamina.*;

@Model
interface DenseHasOne {
    @Input("8")
    Tensor x();

    @Dense(4)
    Tensor y(Tensor x);

    // error: [UnknownPart] state: y has no part 'state', as @Dense has one result alone.
    @Part("state")
    Tensor state(Tensor y);
}
