package io.lamina.examples.android;

import java.util.List;
import org.codehaus.mojo.animal_sniffer.logging.Logger;

/** Keeps what the checker reports. */
final class Complaints implements Logger {
    private final List<String> lines;

    Complaints(List<String> lines) {
        this.lines = lines;
    }

    @Override
    public void info(String message) {}

    @Override
    public void info(String message, Throwable cause) {}

    @Override
    public void debug(String message) {}

    @Override
    public void debug(String message, Throwable cause) {}

    @Override
    public void warn(String message) {
        lines.add(message);
    }

    @Override
    public void warn(String message, Throwable cause) {
        lines.add(message);
    }

    @Override
    public void error(String message) {
        lines.add(message);
    }

    @Override
    public void error(String message, Throwable cause) {
        lines.add(message);
    }
}
