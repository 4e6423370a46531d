package io.lamina.processor.shape;

import io.lamina.processor.diagnostic.Code;

/** A shape text that is not one: what is wrong, which characters are guilty, and what to write instead. */
public final class MalformedShapeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final transient Span guilty;
    private final String remedy;

    /** Characters {@code start} (included) to {@code end} (excluded) of the text. */
    record Span(int start, int end) {}

    MalformedShapeException(Code code, Span guilty, String message, String remedy) {
        super(message);
        this.code = code;
        this.guilty = guilty;
        this.remedy = remedy;
    }

    public Code code() {
        return code;
    }

    public String remedy() {
        return remedy;
    }

    /** Carets under the guilty characters, to be shown below the text. */
    public String carets() {
        return " ".repeat(guilty.start()) + "^".repeat(Math.max(1, guilty.end() - guilty.start()));
    }
}
