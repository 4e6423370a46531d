package io.lamina.training;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether a person watches. */
final class Terminal {
    private Terminal() {}

    /**
     * Whether standard input and output are a terminal that can draw over a line. JDK 22 to 24 have a console without a
     * terminal, too, and a method to tell, which JDK 17 lacks.
     */
    @SuppressWarnings("SystemConsoleNull") // It is null without a terminal on JDK 17 and on JDK 25 again.
    static boolean isInteractive() {
        Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
