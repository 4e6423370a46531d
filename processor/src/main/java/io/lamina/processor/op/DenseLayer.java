package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.ir.Parameter;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * {@code @Dense}: {@code f(x W + b)} over the last dimension.
 *
 * @param unitsName the attribute that holds the width
 */
public record DenseLayer(Attributes attributes, Convention convention, String unitsName) implements AffineLayer {
    public static Layer of(Attributes attributes, Convention convention) {
        return new DenseLayer(attributes, convention, attributes.positional("units"));
    }

    private int units() {
        return attributes.integer(unitsName);
    }

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public void check(NodeReport report) {
        Checks.positive(report, unitsName, "units", units());
        ActivationLayer.check(attributes, report);
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        boolean fits = Checks.floats(in, 0, report)
                && Checks.rank(in, 0, 1, "features", report)
                && Checks.constant(in, 0, in.shape(0).dim(-1), "the last dimension", report);
        return fits ? Optional.of(TensorType.f32(in.shape(0).with(-1, Dim.of(units())))) : Optional.empty();
    }

    @Override
    public List<Weight> weights(Inputs in) {
        int features = in.shape(0).dim(-1).asInt();
        Weight weight = convention == Convention.KERAS
                ? Weight.plain(
                        "weight",
                        Parameter.Group.DECAYED,
                        Parameter.Initial.of("glorotUniform", features, units()),
                        features,
                        units())
                : new Weight(
                        "weight",
                        Parameter.Group.DECAYED,
                        Parameter.Initial.of("kaimingUniform", features),
                        List.of(units(), features),
                        List.of(1, 0));
        return attributes.flag("bias") ? List.of(weight, bias(convention, features, units())) : List.of(weight);
    }

    /** A bias: zeros in Keras, uniform in plus or minus one over the root of the fan-in in PyTorch. */
    static Weight bias(Convention convention, int fanIn, int size) {
        Parameter.Initial initial = convention == Convention.KERAS
                ? Parameter.Initial.ZEROS
                : Parameter.Initial.of("kaimingUniform", fanIn);
        return Weight.plain("bias", Parameter.Group.PLAIN, initial, size);
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        return behind(g, g.add(Dense.PRODUCT, in.get(0), g.weight("weight")));
    }
}
