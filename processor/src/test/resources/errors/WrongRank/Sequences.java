package demo;

import static io.lamina.Convention.TORCH;

import io.lamina.*;

@Model(convention = TORCH)
interface Sequences {
    @Input("12")
    Tensor series();

    @Conv1d(filters = 4, kernel = 3)
    // error: [WrongRank] conv: needs at least 2 dimensions (channels, length), but reads series, which is 12.
    Tensor conv(Tensor series);

    @Upsample2d(2)
    // error: [WrongRank] up: needs at least 3 dimensions (channels, height, width), but reads series, which is 12.
    Tensor up(Tensor series);
}
