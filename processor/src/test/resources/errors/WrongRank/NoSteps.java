package demo;

import io.lamina.*;

@Model
interface NoSteps {
    @Input("28")
    Tensor row();

    @Lstm(4)
    // error: [WrongRank] last: needs at least 2 dimensions (steps and features), but reads row, which is 28.
    Tensor last(Tensor row);
}
