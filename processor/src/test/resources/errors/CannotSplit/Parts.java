package demo;

import io.lamina.*;

@Model
interface Parts {
    @Input("5 8")
    Tensor x();

    // error: [CannotSplit] thirds: cannot split the 8 places of axis -1 of x, which is 5 8, into 3 equal parts.
    @Split(parts = 3)
    @Output
    Tensor thirds(Tensor x);

    // error: [CannotSplit] sizes: cannot split the 8 places of axis -1 of x, which is 5 8, into parts of [3, 4], which are 7.
    @Split(sizes = {3, 4})
    @Output
    Tensor sizes(Tensor x);

    // error: [MissingAttribute] neither: does not say into what it splits.
    @Split
    @Output
    Tensor neither(Tensor x);

    // error: [ConflictingAttributes] both: gives both parts and sizes.
    @Split(parts = 2, sizes = {4, 4})
    @Output
    Tensor both(Tensor x);
}
