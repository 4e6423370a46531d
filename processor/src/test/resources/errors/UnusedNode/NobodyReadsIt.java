package demo;

import io.lamina.*;

@Model
interface NobodyReadsIt {
    @Input("4")
    Tensor x();

    @Input("2")
    // warning: [UnusedNode] forgotten: nobody reads it, and it is no output.
    Tensor forgotten();

    @Dense(4)
    @Output
    Tensor y(Tensor x);

    @Dense(units = 4)
    // warning: [UnusedNode] z: nobody reads it, and it is no output.
    Tensor z(Tensor x);

    @Dense(units = 4)
    @SuppressWarnings("UnusedNode")
    Tensor quiet(Tensor x);

    @Dense(units = 4)
    @SuppressWarnings("lamina")
    Tensor quieter(Tensor x);
}
