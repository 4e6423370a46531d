package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.DataType;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Parameter;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @Embedding}: a learned row for each whole number. */
public record EmbeddingLayer(Attributes attributes, Convention convention) implements Layer {
    public int vocabulary() {
        return attributes.integer("vocabulary");
    }

    private int size() {
        return attributes.integer("size");
    }

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public void check(NodeReport report) {
        Checks.positive(report, "vocabulary", vocabulary());
        Checks.positive(report, "size", size());
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        if (in.type(0).type() != DataType.INT32) {
            report.inputProblem(
                    Code.WrongDtype,
                    0,
                    "needs INT32 token numbers, but " + in.name(0) + " is FLOAT32",
                    "Declare " + in.name(0) + " with type = INT32; for quantities use @Dense.");
            return Optional.empty();
        }
        return Optional.of(TensorType.f32(in.shape(0).append(Dim.of(size()))));
    }

    @Override
    public List<Weight> weights(Inputs in) {
        Parameter.Initial initial =
                Parameter.Initial.of(convention == Convention.KERAS ? "kerasUniform" : "standardNormal");
        return List.of(Weight.plain("weight", Parameter.Group.DECAYED, initial, vocabulary(), size()));
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        return g.add(new Embedding(), in.get(0), g.weight("weight"));
    }
}
