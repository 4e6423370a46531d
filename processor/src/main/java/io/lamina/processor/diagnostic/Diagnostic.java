package io.lamina.processor.diagnostic;

import java.util.List;

/**
 * One message: a first line that is enough alone, the shapes that led there, and what to do.
 *
 * @param text the first line, in the user's own names, with expected and found
 * @param trail lines such as {@code conv1 : 8 8 32  @Conv2d(filters = 32)}; may be empty
 * @param remedy what to do; may be empty
 */
public record Diagnostic(Code code, Origin origin, String text, List<String> trail, String remedy) {
    public Diagnostic {
        trail = List.copyOf(trail);
    }
}
