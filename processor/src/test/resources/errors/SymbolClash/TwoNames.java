package demo;

import static io.lamina.DataType.INT32;

import io.lamina.*;

@Model
interface TwoNames {
    @Input("T<=64 8")
    Tensor words();

    @Input("S<=64 8")
    Tensor answers();

    @Dense(8)
    Tensor hidden(Tensor answers);

    @Add
    // error: [SymbolClash] sum: cannot add hidden, which is S 8, and words, which is T 8, and T comes from words, S from answers.
    Tensor sum(Tensor words, Tensor hidden);

    @Concat
    // error: [SymbolClash] joined: cannot join answers, which is S 8, to words, which is T 8, along axis -1, and T comes from words, S from answers.
    Tensor joined(Tensor words, Tensor answers);

    @Input(value = "S", type = INT32)
    Tensor label();

    @CrossEntropy
    // error: [SymbolClash] loss: needs one class number for each row of words, which is T 8, so the shape T, but label is S, and T comes from words, S from answers.
    Tensor loss(Tensor words, Tensor label);

    @MeanSquaredError
    // error: [SymbolClash] distance: compares words, which is T 8, with answers, which is S 8: a loss never stretches one to the other, and T comes from words, S from answers.
    Tensor distance(Tensor words, Tensor answers);

    @Input("64 8")
    Tensor fixed();

    @Add
    // error: [CannotAdd] bound: cannot add fixed, which is 64 8, and words, which is T 8.
    Tensor bound(Tensor words, Tensor fixed);
}
