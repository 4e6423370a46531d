package demo;

import io.lamina.*;

@Model
interface NobodyIntroducesIt {
    @Input("TIME<=64 8")
    Tensor x();

    @Dense(4)
    // error: [UnknownSymbol] y: no input introduces the symbol TMIE of the shape "TMIE 4". Did you mean 'TIME'?
    @Shape("TMIE 4")
    Tensor y(Tensor x);
}
