package io.lamina.processor.fuse;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.Rewriter;
import io.lamina.processor.ir.Rule;
import java.util.List;

/** Fusion: fewer passes over memory for the same numbers. The rules are tried in this order. */
public final class FusePass {
    /** Before differentiation, on the forward graph alone. */
    private static final List<Rule> BEFORE = List.of(new NormIntoProduct(), new PoolBeforeMonotone());

    /** On the whole graph, forward and backward. */
    private static final List<Rule> AFTER = List.of(
            new PoolIntoConvolution(),
            new PoolGradientIntoWeights(),
            new BiasIntoProduct(),
            new NormInSteps(),
            new SumIntoNorm(),
            new SumIntoConvolutionGradient(),
            new ActivationIntoProduct(),
            new ActivationIntoNorm(),
            new ActivationIntoArithmetic(),
            new ReluGradientIntoNorm(),
            new ActivationGradientIntoNorm(),
            new ActivationGradientIntoProduct());

    /** Where weights stay the same from call to call. */
    private static final List<Rule> STEADY = List.of(new PackedWeights());

    private FusePass() {}

    /** Replaces primitives by ones that give the same values and fuse better. */
    public static Graph reorder(Graph forward) {
        return Rewriter.rewrite(forward, BEFORE);
    }

    /** Takes out of convolutions what can be done once, where the weights stay the same from call to call. */
    public static Graph pack(Graph graph) {
        return Rewriter.rewrite(graph, STEADY);
    }

    /** Joins primitives. */
    public static Graph fuse(Graph graph) {
        return Rewriter.rewrite(graph, AFTER);
    }
}
