package io.lamina.processor.shape;

import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.shape.MalformedShapeException.Span;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shapes as other frameworks write them, which get the right spelling as their remedy. */
final class ForeignSpelling {
    private static final Pattern SEPARATOR = Pattern.compile("\\s*[,;]\\s*");
    private static final Pattern BRACKETS = Pattern.compile("^\\s*[\\[({].*[\\])}]\\s*$");
    private static final Pattern CROSSES = Pattern.compile("(?<![\\w)])\\d+(\\s*[xX×]\\s*\\d+)+(?!\\w)");
    private static final Pattern BATCH = Pattern.compile("^\\s*(-1|\\?|None|null)(\\s+|$)");

    private ForeignSpelling() {}

    static void check(String text) throws MalformedShapeException {
        Matcher separator = SEPARATOR.matcher(text);
        if (separator.find()) {
            int at = separator.start()
                    + separator.group().indexOf(separator.group().strip());
            throw malformed(
                    at, at + 1, "separates its sizes by '" + separator.group().strip() + "'", respelled(text));
        }
        Matcher crosses = CROSSES.matcher(text);
        if (crosses.find()) {
            throw malformed(crosses.start(), crosses.end(), "joins its sizes by 'x'", respelled(text));
        }
        Matcher brackets = BRACKETS.matcher(text);
        if (brackets.find() && text.strip().contains(" ")) {
            int at = text.indexOf(text.strip());
            throw malformed(at, at + 1, "stands in brackets", respelled(text));
        }
        Matcher batch = BATCH.matcher(text);
        if (batch.find()) {
            throw malformed(
                    batch.start(1),
                    batch.end(1),
                    "begins with '" + batch.group(1) + "' for the batch",
                    respelled(text));
        }
    }

    private static MalformedShapeException malformed(int start, int end, String problem, Optional<String> right) {
        String rule = "One sample's sizes are separated by blanks, and the batch is implied.";
        String remedy = right.map(
                        r -> "Write \"" + r + "\": one sample's sizes, separated by blanks; the batch is implied.")
                .orElse(rule);
        return new MalformedShapeException(Code.MalformedShape, new Span(start, end), problem, remedy);
    }

    private static Optional<String> respelled(String text) {
        String blanks = text.replaceAll("[,;\\[\\](){}]", " ")
                .replaceAll("(?<=\\d)\\s*[xX×]\\s*(?=\\d)", " ")
                .strip()
                .replaceAll("\\s+", " ");
        String sample = BATCH.matcher(blanks).replaceFirst("").strip();
        return sample.matches("[\\w ]*") ? Optional.of(sample) : Optional.empty();
    }
}
