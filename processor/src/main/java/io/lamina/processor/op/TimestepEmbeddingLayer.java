package io.lamina.processor.op;

import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @TimestepEmbedding}: cosines and sines of each number. */
public record TimestepEmbeddingLayer(Attributes attributes) implements Layer {
    private String sizeName() {
        return attributes.positional("size");
    }

    private int size() {
        return attributes.integer(sizeName());
    }

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public void check(NodeReport report) {
        RopeLayer.checkBase(attributes, "base", report);
        double shift = attributes.number("freqShift");
        int half = size() / 2;
        if (size() < 1 || size() % 2 != 0) {
            report.problem(
                    Code.InvalidAttribute,
                    sizeName(),
                    "size is " + size() + ", but half of it are cosines and half are sines",
                    "Choose a positive even size.");
        } else if (!(shift >= 0 && shift < size() / 2.0)) {
            report.problem(
                    Code.InvalidAttribute,
                    "freqShift",
                    "freqShift is " + shift + ", but must be at least 0 and below " + half + ", half of the size",
                    "Leave it out, or write 1 as in the paper's own code.");
        }
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        return Checks.floats(in, 0, report)
                ? Optional.of(TensorType.f32(in.shape(0).append(Dim.of(size()))))
                : Optional.empty();
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        Timesteps waves = new Timesteps(
                size() / 2, attributes.number("base"), attributes.number("freqShift"), attributes.flag("flipSinToCos"));
        return g.add(waves, in.get(0));
    }
}
