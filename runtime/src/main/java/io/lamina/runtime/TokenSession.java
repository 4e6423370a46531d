package io.lamina.runtime;

/**
 * A session whose steps are tokens and whose result are scores of the next one: what a language model declared with
 * {@code @Model(stream = "T")} generates. One thread at a time may use it.
 */
public interface TokenSession {
    /** Forgets all tokens. */
    void start();

    /**
     * Takes the newest tokens, one or more, and gives the scores (logits) of what may come next.
     *
     * @throws IllegalStateException if the text would be longer than {@link #capacity}
     */
    float[] next(int... tokens);

    /** Tokens since the start. */
    int position();

    /** The most tokens that a text may have. */
    int capacity();
}
