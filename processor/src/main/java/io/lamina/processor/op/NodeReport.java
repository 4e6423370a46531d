package io.lamina.processor.op;

import io.lamina.processor.diagnostic.Code;

/** Where a layer says what is wrong with its node. The node's name, the shape trail and the anchor are added for it. */
public interface NodeReport {
    /**
     * Reports a problem.
     *
     * @param attribute the attribute to point at; empty for the annotation as a whole
     * @param text the first line without the node's name: expected and found, in the user's own names
     * @param remedy what to do
     */
    void problem(Code code, String attribute, String text, String remedy);

    /**
     * A {@link #problem} of sizes.
     *
     * @param needs the input that it would take, for the last row of the trail
     */
    void sizeProblem(Code code, String attribute, String text, String needs, String remedy);

    /** Reports a problem with what the node reads: points at the parameter. */
    void inputProblem(Code code, int input, String text, String remedy);
}
