package demo;

import io.lamina.*;

@Model
interface TwoUpperBounds {
    @Input("8<=T<=256 4")
    Tensor x();

    // error: [ConflictingBounds] z: the symbol T is at most 128 here but at most 256 in x.
    @Input("T<=128 4")
    Tensor z();

    @Add
    Tensor sum(Tensor x, Tensor z);
}
