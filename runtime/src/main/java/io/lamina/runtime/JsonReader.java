package io.lamina.runtime;

/**
 * Reads JSON text token by token, strictly by RFC 8259 and only what a safetensors header may hold: objects, strings, arrays
 * and natural numbers. The caller says what it expects next, so nothing recurses and no depth can exhaust the stack.
 */
final class JsonReader {
    private final String source;
    private final String text;
    private int at;

    JsonReader(String source, String text) {
        this.source = source;
        this.text = text;
    }

    /** Takes this character, after blanks. */
    void expect(char wanted) throws SafeTensorsException {
        if (!accept(wanted)) {
            throw unexpected("'" + wanted + "'");
        }
    }

    /** Takes this character if it is next, after blanks. */
    boolean accept(char wanted) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    /** Nothing but blanks may follow. */
    void end() throws SafeTensorsException {
        skipBlanks();
        if (at < text.length()) {
            throw unexpected("the end");
        }
    }

    /** A string, unescaped. */
    String string() throws SafeTensorsException {
        if (!accept('"')) {
            throw unexpected("a string");
        }
        StringBuilder result = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return wellFormed(result.toString());
            }
            if (c < 0x20) {
                at--;
                throw unexpected("no control character in a string");
            }
            result.append(c == '\\' ? escaped() : c);
        }
        throw unexpected("the end of a string");
    }

    /** An integer from 0 to 2^63 - 1: no sign, no leading zero, no fraction, no exponent. */
    long natural() throws SafeTensorsException {
        skipBlanks();
        int start = at;
        long value = 0;
        while (at < text.length() && isDigit(text.charAt(at))) {
            int digit = text.charAt(at) - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                throw unexpected("a number below 2^63");
            }
            value = 10 * value + digit;
            at++;
        }
        boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
        if (at == start || leadingZero) {
            at = start;
            throw unexpected("a natural number");
        }
        return value;
    }

    /** A complaint about what is next. */
    SafeTensorsException unexpected(String wanted) {
        String found =
                at < text.length() ? "'" + SafeTensorsHeader.printable(text.substring(at, at + 1)) + "'" : "the end";
        return new SafeTensorsException(
                source + ": the header, at character " + at + ": expected " + wanted + ", but found " + found);
    }

    private char escaped() throws SafeTensorsException {
        char c = at < text.length() ? text.charAt(at) : ' ';
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> {
                at--;
                throw unexpected("an escape");
            }
        };
    }

    private char unicode() throws SafeTensorsException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            char c = at < text.length() ? text.charAt(at) : ' ';
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw unexpected("four hex digits");
            }
            value = 16 * value + digit;
            at++;
        }
        return (char) value;
    }

    private String wellFormed(String string) throws SafeTensorsException {
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < string.length()
                    && Character.isLowSurrogate(string.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw unexpected("no lone surrogate in the string before");
            }
        }
        return string;
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
