package io.lamina.processor.testing;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came out of one run of a compiler.
 *
 * @param messages all errors and warnings, whoever gave them, in the order of their lines
 * @param notes what the processor noted
 * @param sources generated sources by qualified class name
 * @param classes class files by qualified class name
 */
public record Compiled(
        boolean success,
        List<Message> messages,
        List<String> notes,
        Map<String, String> sources,
        Map<String, byte[]> classes) {
    /** The messages as a terminal shows them. */
    public String printed() {
        return messages.stream().map(Message::toString).collect(Collectors.joining("\n"));
    }
}
