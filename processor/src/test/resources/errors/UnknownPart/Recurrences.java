package demo;

import io.lamina.*;

@Model
interface Recurrences {
    @Input("5 3")
    Tensor x();

    @Gru(4)
    Tensor gru(Tensor x);

    @Output
    // error: [UnknownPart] cell: gru has no part 'cell'; its parts are output, state.
    @Part("cell")
    Tensor cell(Tensor gru);
}
