package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.processor.ir.Parameter;
import java.util.List;

/**
 * The weights of one layer and direction of a recurrent layer.
 *
 * <p>PyTorch has {@code weight_ih [gates * units, features]}, {@code weight_hh [gates * units, units]} and two biases, all uniform in
 * plus or minus one over the root of the units. Keras has {@code kernel [features, gates * units]}, Glorot uniform, {@code
 * recurrent_kernel [units, gates * units]}, orthogonal, and a bias of zeros, but ones for the forget gate; its GRU's bias has two
 * rows, which are two biases here.
 */
record RecurrentWeights(RecurrentLayer.Cell cell, Convention convention, int units) {
    List<Weight> of(String suffix, int features) {
        int width = cell.gates * units;
        Weight input = matrix("weight_ih_" + suffix, features, Parameter.Initial.of("glorotUniform", features, width));
        Weight recurrent = matrix("weight_hh_" + suffix, units, Parameter.Initial.of("orthogonal", units, width));
        if (convention == Convention.KERAS && cell != RecurrentLayer.Cell.GRU) {
            return List.of(input, recurrent, bias("bias_" + suffix));
        }
        return List.of(input, recurrent, bias("bias_ih_" + suffix), bias("bias_hh_" + suffix));
    }

    private Weight matrix(String name, int rows, Parameter.Initial keras) {
        int width = cell.gates * units;
        return convention == Convention.KERAS
                ? Weight.plain(name, Parameter.Group.DECAYED, keras, rows, width)
                : new Weight(name, Parameter.Group.DECAYED, uniform(), List.of(width, rows), List.of(1, 0));
    }

    private Weight bias(String name) {
        Parameter.Initial keras = cell == RecurrentLayer.Cell.LSTM
                ? Parameter.Initial.of("unitForgetBias", units)
                : Parameter.Initial.ZEROS;
        Parameter.Initial initial = convention == Convention.KERAS ? keras : uniform();
        return Weight.plain(name, Parameter.Group.PLAIN, initial, cell.gates * units);
    }

    /** The same bound as that of {@code units} inputs in PyTorch's dense layer. */
    private Parameter.Initial uniform() {
        return Parameter.Initial.of("kaimingUniform", units);
    }
}
