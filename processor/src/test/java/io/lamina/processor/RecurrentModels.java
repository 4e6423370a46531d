package io.lamina.processor;

import io.lamina.Concat;
import io.lamina.Convention;
import io.lamina.CrossEntropy;
import io.lamina.Dense;
import io.lamina.Flatten;
import io.lamina.Gru;
import io.lamina.Lstm;
import io.lamina.MeanSquaredError;
import io.lamina.Part;
import io.lamina.Rnn;
import java.util.Map;

/** Models of recurrent layers. */
final class RecurrentModels {
    private RecurrentModels() {}

    /** Each kind of recurrence: stacked, in both directions, with dropout between layers, sequences and final states. */
    static Declared recurrent(Convention convention) {
        return Declared.model("Recurrent" + convention, convention)
                .input("x", "5 3")
                .node("a", Lstm.class, Map.of("units", 9, "layers", 2, "dropout", 0.3, "returnSequences", true), "x")
                .node("b", Gru.class, Map.of("units", 5, "bidirectional", true, "returnSequences", true), "a")
                .node("c", Rnn.class, Map.of("units", 17, "activation", "RELU", "layers", 2), "b")
                .node("d", Lstm.class, Map.of("value", 4, "bidirectional", true), "b")
                .node("e", Gru.class, Map.of("value", 6), "a")
                .node("joined", Concat.class, Map.of(), "c", "d", "e")
                .node("logits", Dense.class, Map.of("value", 4), "joined")
                .labels("label", "", 4)
                .node("loss", CrossEntropy.class, Map.of(), "logits", "label");
    }

    /** Sequences of different lengths, two to a sample, from none of the steps to all. */
    static Declared padded(Convention convention) {
        return Declared.model("Padded" + convention, convention)
                .input("x", "2 4 3")
                .labels("steps", "2", 5)
                .node("a", Rnn.class, Map.of("units", 7, "bidirectional", true), "x", "lengths:steps")
                .node("b", Lstm.class, Map.of("units", 5, "bidirectional", true, "layers", 2), "x", "lengths:steps")
                .node("c", Gru.class, Map.of("units", 18, "returnSequences", true), "x", "lengths:steps")
                .node("d", Gru.class, Map.of("units", 3, "bidirectional", true), "c", "lengths:steps")
                .node("joined", Concat.class, Map.of(), "a", "b", "d")
                .node("y", Dense.class, Map.of("value", 2), "joined")
                .node("all", Dense.class, Map.of("value", 3), "c")
                .output()
                .input("target", "2 2")
                .input("targets", "2 4 3")
                .node("last", MeanSquaredError.class, Map.of(), "y", "target")
                .node("each", MeanSquaredError.class, Map.of(), "all", "targets");
    }

    /** Final states of one layer are the initial ones of another. */
    static Declared states(Convention convention) {
        return Declared.model("States" + convention, convention)
                .input("x", "3 4")
                .input("y", "2 4")
                .node("encoder", Lstm.class, Map.of("units", 6, "layers", 2, "bidirectional", true), "x")
                .node("state", Part.class, Map.of("value", "state"), "encoder")
                .node("cell", Part.class, Map.of("value", "cell"), "encoder")
                .node(
                        "decoder",
                        Lstm.class,
                        Map.of("units", 6, "layers", 2, "bidirectional", true, "returnSequences", true),
                        "y",
                        "initialState:state",
                        "initialCell:cell")
                .node("gru", Gru.class, Map.of("units", 8), "x")
                .node("gruState", Part.class, Map.of("value", "state"), "gru")
                .node("second", Gru.class, Map.of("units", 8, "returnSequences", true), "y", "initialState:gruState")
                .node("rnn", Rnn.class, Map.of("value", 8), "y", "initialState:gruState")
                .node("started", Lstm.class, Map.of("value", 8), "y", "initialCell:rnn")
                .node("sequences", Concat.class, Map.of(), "decoder", "second")
                .node("flat", Flatten.class, Map.of(), "sequences")
                .node("joined", Concat.class, Map.of(), "flat", "rnn", "started")
                .node("out", Dense.class, Map.of("value", 3), "joined")
                .input("target", "3")
                .node("loss", MeanSquaredError.class, Map.of(), "out", "target");
    }

    /** Steps are a symbol, and so are the sequences of a sample. */
    static Declared recurrentSequence() {
        return Declared.model("RecurrentSequence", Convention.TORCH)
                .input("x", "N<=3 2<=T<=6 5")
                .labels("steps", "N", 7)
                .node("a", Lstm.class, Map.of("units", 6, "returnSequences", true), "x", "lengths:steps")
                .node("b", Gru.class, Map.of("units", 4, "bidirectional", true, "returnSequences", true), "a")
                .node("c", Rnn.class, Map.of("units", 3), "b", "lengths:steps")
                .node("logits", Dense.class, Map.of("value", 3), "c")
                .labels("label", "N", 3)
                .node("loss", CrossEntropy.class, Map.of(), "logits", "label");
    }
}
