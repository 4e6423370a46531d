package io.lamina.runtime;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Lets a model go on with a text: the prompt in one piece, then token by token.
 *
 * <pre>{@code
 * int[] text = TextGenerator.generate(session, prompt, 200, sampler, token -> System.out.print(letters.charAt(token)));
 * }</pre>
 */
public final class TextGenerator {
    private TextGenerator() {}

    /**
     * Starts the session anew and generates.
     *
     * @param prompt at least one token
     * @param count how many tokens are generated: fewer where the session's capacity ends before
     * @param each told of every generated token as soon as it is chosen
     * @return the prompt and what was generated
     * @throws IllegalArgumentException if the prompt is empty or as long as the session's capacity
     */
    public static int[] generate(TokenSession session, int[] prompt, int count, Sampler sampler, IntConsumer each) {
        if (prompt.length == 0 || prompt.length > session.capacity()) {
            throw new IllegalArgumentException(
                    "the prompt must have 1 to " + session.capacity() + " tokens, but has " + prompt.length);
        }
        if (count < 0) {
            throw new IllegalArgumentException("count must be 0 or more, but is " + count);
        }
        session.start();
        int[] text = Arrays.copyOf(prompt, prompt.length + count);
        int length = prompt.length;
        int[] newest = prompt;
        // The last token need not be taken: nothing is asked of what comes behind it.
        while (length < text.length && session.position() + newest.length <= session.capacity()) {
            int token = sampler.next(session.next(newest), Arrays.copyOf(text, length));
            text[length++] = token;
            each.accept(token);
            newest = new int[] {token};
        }
        return Arrays.copyOf(text, length);
    }
}
