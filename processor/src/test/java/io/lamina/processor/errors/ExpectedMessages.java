package io.lamina.processor.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the comments that say which messages a line must get. */
final class ExpectedMessages {
    private static final Pattern COMMENT = Pattern.compile("\\s*// (error|warning): (.*)");

    private ExpectedMessages() {}

    /** Lines such as {@code 14: error: [UnknownNode] conv2: …}, sorted. */
    static List<String> in(String source) {
        List<String> expected = new ArrayList<>();
        List<String> pending = new ArrayList<>();
        int number = 0;
        for (String line : source.lines().toList()) {
            number++;
            Matcher comment = COMMENT.matcher(line);
            if (comment.matches()) {
                pending.add(comment.group(1) + ": " + comment.group(2));
            } else {
                for (String message : pending) {
                    expected.add(number + ": " + message);
                }
                pending.clear();
            }
        }
        return expected.stream().sorted().toList();
    }
}
