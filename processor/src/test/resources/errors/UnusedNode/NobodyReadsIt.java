package demo;

import io.lamina.*;

@Model
interface NobodyReadsIt {
    @Input("4")
    Tensor x();

    @Input("2")
    Tensor forgotten();

    @Dense(4)
    @Output
    Tensor y(Tensor x);

    @Dense(units = 4)
    Tensor z(Tensor x);

    @Dense(units = 4)
    @SuppressWarnings("UnusedNode")
    Tensor quiet(Tensor x);

    @Dense(units = 4)
    @SuppressWarnings("lamina")
    Tensor quieter(Tensor x);
}
