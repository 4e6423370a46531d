package io.lamina.processor;

import io.lamina.Attention;
import io.lamina.Convention;
import io.lamina.CrossEntropy;
import io.lamina.Dense;
import io.lamina.DotProductAttention;
import io.lamina.MeanSquaredError;
import io.lamina.Part;
import io.lamina.Rope;
import java.util.Map;

/** {@link ExampleModels} with attention. */
final class AttentionModels {
    private AttentionModels() {}

    /** Causal self-attention with rotary positions and dropout, whose softmax a loss reads; heads of keys that are read by two. */
    static Declared attention(Convention convention) {
        return Declared.model("Attention" + convention, convention)
                .input("tokens", "7 12")
                .labels("count", "", 8)
                .node("mixed", Attention.class, Map.of("heads", 4, "causal", true, "dropout", 0.2), "tokens")
                .node(
                        "grouped",
                        Attention.class,
                        Map.of("heads", 2, "kvHeads", 1, "rope", "HALF", "bias", false, "causal", true, "window", 3),
                        "mixed",
                        "lengths:count")
                .node("scores", Part.class, Map.of("value", "weights"), "grouped")
                .output()
                .node("logits", Dense.class, Map.of("value", 5), "grouped")
                .output()
                .labels("label", "7", 5)
                .node("loss", CrossEntropy.class, Map.of(), "logits", "label")
                .input("wanted", "2 7 7")
                .node("alignment", MeanSquaredError.class, Map.of("weight", 2.0), "scores", "wanted");
    }

    /** Attention to a memory under masks of each kind, one of which is trained, in mapped dimensions and on bare tensors. */
    static Declared memory(Convention convention) {
        return Declared.model("Memory" + convention, convention)
                .input("x", "2 5 8")
                .input("memory", "2 6 8")
                .labels("present", "2 6", 2)
                .labels("pairs", "2 5 6", 2)
                .input("x2", "2 6 5")
                .input("far", "2 6")
                .node("pulled", Dense.class, Map.of("value", 6), "far")
                .node("read", Attention.class, Map.of("heads", 2), "x", "memory", "mask:present")
                .node("again", Attention.class, Map.of("heads", 2), "read", "memory", "x2", "mask:pairs")
                .node("query", Dense.class, Map.of("value", 6), "again")
                .node("turned", Rope.class, Map.of("heads", 3, "rotation", "INTERLEAVED"), "query")
                .node("key", Dense.class, Map.of("value", 2), "memory")
                .node(
                        "bare",
                        DotProductAttention.class,
                        Map.of("heads", 3, "kvHeads", 1, "dropout", 0.5, "scale", 0.7),
                        "turned",
                        "key",
                        "memory",
                        "mask:pulled")
                .node("out", Dense.class, Map.of("value", 3), "bare")
                .input("target", "2 5 3")
                .node("loss", MeanSquaredError.class, Map.of(), "out", "target");
    }

    /** Attention over a length that is known at run time alone, and from it to another. */
    static Declared lengths() {
        return Declared.model("Lengths", Convention.TORCH)
                .input("tokens", "T<=150 6")
                .input("memory", "S<=70 4")
                .labels("present", "S", 3)
                .labels("pairs", "T T", 3)
                .node(
                        "own",
                        Attention.class,
                        Map.of("heads", 2, "causal", true, "window", 66, "rope", "HALF", "headSize", 4),
                        "tokens",
                        "mask:pairs")
                .node("read", Attention.class, Map.of("heads", 3, "dropout", 0.1), "own", "memory", "mask:present")
                .node("weights", Part.class, Map.of("value", "weights"), "read")
                .output()
                .node("out", Dense.class, Map.of("value", 2), "read")
                .output()
                .input("target", "T 2")
                .node("loss", MeanSquaredError.class, Map.of(), "out", "target");
    }
}
