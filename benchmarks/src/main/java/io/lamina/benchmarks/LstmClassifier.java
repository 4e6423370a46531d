package io.lamina.benchmarks;

import static io.lamina.Convention.TORCH;
import static io.lamina.DataType.INT32;

import io.lamina.CrossEntropy;
import io.lamina.Dense;
import io.lamina.Input;
import io.lamina.Lstm;
import io.lamina.Model;
import io.lamina.Tensor;

/** Case {@code lstm_b32t50}: two layers of 128 units over 50 steps of 64 features. */
@Model(convention = TORCH)
interface LstmClassifier {
    @Input("50 64")
    Tensor x();

    @Lstm(units = 128, layers = 2)
    Tensor last(Tensor x);

    @Dense(10)
    Tensor logits(Tensor last);

    @Input(type = INT32)
    Tensor label();

    @CrossEntropy
    Tensor loss(Tensor logits, Tensor label);
}
