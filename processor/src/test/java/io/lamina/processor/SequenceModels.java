package io.lamina.processor;

import io.lamina.Activation;
import io.lamina.Attention;
import io.lamina.Concat;
import io.lamina.Convention;
import io.lamina.CrossEntropy;
import io.lamina.Dense;
import io.lamina.Einsum;
import io.lamina.Embedding;
import io.lamina.Flatten;
import io.lamina.Gru;
import io.lamina.Last;
import io.lamina.LayerNorm;
import io.lamina.Lstm;
import io.lamina.MeanSquaredError;
import io.lamina.Multiply;
import io.lamina.Part;
import io.lamina.PositionEmbedding;
import io.lamina.Rearrange;
import io.lamina.Reduce;
import io.lamina.Repeat;
import io.lamina.Rnn;
import io.lamina.Scale;
import io.lamina.SinusoidalPosition;
import io.lamina.Slice;
import io.lamina.Softmax;
import io.lamina.Split;
import io.lamina.TimestepEmbedding;
import java.util.Map;

/** Models of tokens and of what patterns say. */
final class SequenceModels {
    private SequenceModels() {}

    /** Numbers that embeddings have rows for, positions learned and given, a label for each. */
    static Declared tokens(Convention convention) {
        return Declared.model("Tokens" + convention, convention)
                .labels("tokens", "2 7", 11)
                .node("embedded", Embedding.class, Map.of("vocabulary", 11, "size", 9), "tokens")
                .node("placed", PositionEmbedding.class, Map.of("length", 10), "embedded")
                .node("waves", SinusoidalPosition.class, Map.of("base", 50.0), "placed")
                .node("norm", LayerNorm.class, Map.of(), "waves")
                .node("narrow", Dense.class, Map.of("value", 9), "norm")
                .node("again", Dense.class, Map.of("value", 9, "bias", false), "narrow")
                .tied("narrow")
                .node("logits", Dense.class, Map.of("value", 11), "again")
                .tied("embedded")
                .labels("next", "2 7", 11)
                .node("loss", CrossEntropy.class, Map.of("ignoreIndex", 3), "logits", "next");
    }

    /** Each recurrence with more units than a vector has lanes, and attention to more keys, of all steps and of those before. */
    static Declared wideSteps() {
        return Declared.model("WideSteps", Convention.TORCH)
                .input("x", "37 5")
                .node("lstm", Lstm.class, Map.of("units", 21, "returnSequences", true), "x")
                .node("gru", Gru.class, Map.of("units", 19, "returnSequences", true), "lstm")
                .node("rnn", Rnn.class, Map.of("units", 18, "returnSequences", true), "gru")
                .node("before", Attention.class, Map.of("heads", 2, "causal", true), "rnn")
                .node("all", Attention.class, Map.of("heads", 1), "before")
                .node("logits", Dense.class, Map.of("value", 3), "all")
                .labels("label", "37", 3)
                .node("loss", CrossEntropy.class, Map.of(), "logits", "label");
    }

    /** What patterns, parts and slices do; attention written out. */
    static Declared patterns(Convention convention) {
        return Declared.model("Patterns" + convention, convention)
                .input("x", "5 7")
                .node("wide", Dense.class, Map.of("value", 12), "x")
                .node("q", Split.class, Map.of("parts", 3, "axis", -1), "wide")
                .node("k", Part.class, Map.of("value", "1"), "q")
                .node("v", Part.class, Map.of("value", "2"), "q")
                .node("gated", Activation.class, Map.of("value", "SWIGLU"), "q", "v")
                .node("scores", Einsum.class, Map.of("value", "q d, k d -> q k"), "gated", "k")
                .node("scaled", Scale.class, Map.of("value", 0.5), "scores")
                .node("shares", Softmax.class, Map.of(), "scaled")
                .node("mixed", Einsum.class, Map.of("value", "q k, k d -> q d"), "shares", "v")
                .node("heads", Rearrange.class, Map.of("value", "t (h d) -> h t d", "sizes", "h=2"), "mixed")
                .node("means", Reduce.class, Map.of("value", "h t d -> t"), "heads")
                .node("largest", Reduce.class, Map.of("value", "h t d -> d h", "by", "MAX"), "heads")
                .node("smallest", Reduce.class, Map.of("value", "h t d -> t", "by", "MIN"), "heads")
                .node("three", Einsum.class, Map.of("value", "h t d, t h e, t -> e h"), "heads", "turned", "means")
                .node("turned", Rearrange.class, Map.of("value", "h t d -> t h d"), "heads")
                .node("again", Repeat.class, Map.of("value", "e h -> e r h", "sizes", "r=3"), "three")
                .node("around", Repeat.class, Map.of("value", "t -> t (p t2)", "sizes", "p=2 t2=1"), "smallest")
                .node("steps", Slice.class, Map.of("from", 1, "to", -1, "step", 2), "mixed")
                .node("last", Last.class, Map.of(), "mixed")
                .node("flatLargest", Flatten.class, Map.of(), "largest")
                .node("flatAgain", Flatten.class, Map.of(), "again")
                .node("flatAround", Flatten.class, Map.of(), "around")
                .node("flatSteps", Flatten.class, Map.of(), "steps")
                .node("all", Concat.class, Map.of(), "flatLargest", "flatAgain", "flatAround", "flatSteps", "last")
                .node("y", Dense.class, Map.of("value", 3), "all")
                .input("target", "3")
                .node("loss", MeanSquaredError.class, Map.of(), "y", "target");
    }

    /** Waves of a time for each sample, and of numbers that are learned. */
    static Declared times(Convention convention) {
        return Declared.model("Times" + convention, convention)
                .input("time", "")
                .input("x", "7")
                .node("seconds", Scale.class, Map.of("value", 100.0), "time")
                .node("waves", TimestepEmbedding.class, Map.of("value", 14, "freqShift", 1), "seconds")
                .node("places", Dense.class, Map.of("value", 3), "x")
                .node("many", TimestepEmbedding.class, Map.of("size", 6, "base", 20.0, "flipSinToCos", false), "places")
                .node("flat", Flatten.class, Map.of(), "many")
                .node("both", Concat.class, Map.of(), "waves", "flat")
                .node("y", Dense.class, Map.of("value", 3), "both")
                .input("target", "3")
                .node("loss", MeanSquaredError.class, Map.of(), "y", "target");
    }

    /** Tokens whose number is known at run time. */
    static Declared tokenSequence() {
        return Declared.model("TokenSequence", Convention.KERAS)
                .labels("tokens", "T<=6", 5)
                .node("embedded", Embedding.class, Map.of("vocabulary", 5, "size", 17), "tokens")
                .node("placed", PositionEmbedding.class, Map.of(), "embedded")
                .node("waves", SinusoidalPosition.class, Map.of(), "placed")
                .node("scores", Einsum.class, Map.of("value", "q d, k d -> q k"), "waves", "waves")
                .node("shares", Softmax.class, Map.of(), "scores")
                .node("mixed", Einsum.class, Map.of("value", "q k, k d -> q d"), "shares", "waves")
                .node("mean", Reduce.class, Map.of("value", "t d -> d"), "mixed")
                .node("last", Last.class, Map.of(), "mixed")
                .node("summary", Multiply.class, Map.of(), "mean", "last")
                .output()
                .node("logits", Dense.class, Map.of("value", 5, "bias", false), "mixed")
                .tied("embedded")
                .output()
                .labels("next", "T", 5)
                .node("loss", CrossEntropy.class, Map.of(), "logits", "next");
    }
}
