package io.lamina.processor.testing;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * An error or a warning.
 *
 * @param guilty the characters that it points at, as far as the compiler says so
 */
public record Message(String file, long line, String kind, String text, String guilty) implements Comparable<Message> {
    /** A message's first line; javac indents those that are not the first of all. */
    private static final Predicate<String> FIRST_LINE =
            Pattern.compile("( {2})?\\[[A-Z]\\w+] .*").asMatchPredicate();

    private static final Comparator<Message> ORDER = Comparator.comparing(Message::file)
            .thenComparingLong(Message::line)
            .thenComparing(Message::kind)
            .thenComparing(Message::text);

    static Message of(Diagnostic<? extends JavaFileObject> diagnostic, Map<String, String> sources) {
        JavaFileObject source = diagnostic.getSource();
        String file =
                source == null ? "" : Path.of(source.getName()).getFileName().toString();
        String kind = diagnostic.getKind() == Diagnostic.Kind.ERROR ? "error" : "warning";
        String guilty = guilty(diagnostic, sources.getOrDefault(file, ""));
        return new Message(file, diagnostic.getLineNumber(), kind, diagnostic.getMessage(Locale.ROOT), guilty);
    }

    private static String guilty(Diagnostic<?> diagnostic, String source) {
        int start = (int) diagnostic.getStartPosition();
        int end = (int) Math.min(source.length(), diagnostic.getEndPosition());
        return start < 0 || start >= end ? "" : source.substring(start, end);
    }

    /** The first lines of all messages that stand in this one. */
    public List<String> firstLines() {
        List<String> coded = text.lines().filter(FIRST_LINE).map(String::strip).toList();
        return coded.isEmpty() ? List.of(text.lines().findFirst().orElse("")) : coded;
    }

    @Override
    public int compareTo(Message other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return (file.isEmpty() ? "" : file + ":" + line + ": ") + kind + ": " + text;
    }
}
