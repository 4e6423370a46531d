package demo;

import io.lamina.*;

@Model
interface Patterns {
    @Input("T<=16 8")
    Tensor x();

    @Input("6 4")
    Tensor y();

    // error: [PatternDoesNotFit] arrow: "t c" has no ->.
    @Rearrange("t c")
    @Output
    Tensor arrow(Tensor x);

    // error: [PatternDoesNotFit] bracket: "t (a b -> t a b" has a bracket that is not closed.
    @Rearrange("t (a b -> t a b")
    @Output
    Tensor bracket(Tensor x);

    // error: [PatternDoesNotFit] rank: "b h w c -> b (h w) c" names 4 dimensions, but x is T 8.
    @Rearrange("b h w c -> b (h w) c")
    @Output
    Tensor rank(Tensor x);

    // error: [PatternDoesNotFit] unknown: "t (a b) -> t a b" does not say how large a and b are, which are together 8 in x.
    @Rearrange("t (a b) -> t a b")
    @Output
    Tensor unknown(Tensor x);

    // error: [PatternDoesNotFit] divide: "t (a b) -> t a b" splits 8 of x by 3, which does not divide it.
    @Rearrange(value = "t (a b) -> t a b", sizes = "a=3")
    @Output
    Tensor divide(Tensor x);

    // error: [PatternDoesNotFit] steps: "(t p) c -> t p c" splits T of x by 2, which does not divide it.
    @Rearrange(value = "(t p) c -> t p c", sizes = "p=2")
    @Output
    Tensor steps(Tensor x);

    // error: [PatternDoesNotFit] loses: "t c -> t" loses c, which the right side lacks.
    @Rearrange("t c -> t")
    @Output
    Tensor loses(Tensor x);

    // error: [PatternDoesNotFit] gives: "t c -> t d" gives d, which nothing on the left has.
    @Reduce("t c -> t d")
    @Output
    Tensor gives(Tensor x);

    // error: [PatternDoesNotFit] twice: "t t -> t" names t twice on one side.
    @Reduce("t t -> t")
    @Output
    Tensor twice(Tensor x);

    // error: [PatternDoesNotFit] sizeless: "t c -> t h c" does not say how large h is.
    @Repeat("t c -> t h c")
    @Output
    Tensor sizeless(Tensor x);

    // error: [PatternDoesNotFit] list: sizes = "h:4" is no list such as p=2 q=4.
    @Repeat(value = "t c -> t h c", sizes = "h:4")
    @Output
    Tensor list(Tensor x);

    // error: [PatternDoesNotFit] product: "q d, k d -> q k" has the size 8 where y has 4.
    @Einsum("q d, k d -> q k")
    @Output
    Tensor product(Tensor x, Tensor y);

    // error: [PatternDoesNotFit] three: "q d, k d -> q k" describes 2 tensors, but 1 are read.
    @Einsum("q d, k d -> q k")
    @Output
    Tensor three(Tensor x);

    // error: [PatternDoesNotFit] joins: "(q d) -> q d" joins dimensions, which @Einsum does not.
    @Einsum("(q d) -> q d")
    @Output
    Tensor joins(Tensor x);

    // error: [PatternDoesNotFit] lead: "q, k d -> q k d" leaves other dimensions in front of y, which is 6 4, than of x, which is T 8.
    @Einsum("q, k d -> q k d")
    @Output
    Tensor lead(Tensor x, Tensor y);
}
