package io.lamina.examples;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Runs an example from its command line. */
final class Commands {
    private Commands() {}

    /**
     * Runs a command and returns its exit status. Wrong arguments and files are told in a sentence; a stack trace is for
     * defects alone.
     */
    static int execute(Callable<Integer> command, String... arguments) {
        return new CommandLine(command)
                .setExecutionExceptionHandler((problem, line, parsed) -> {
                    boolean expected = problem instanceof IOException || problem instanceof IllegalArgumentException;
                    if (!expected) {
                        throw problem;
                    }
                    line.getErr().println(told(problem));
                    return line.getCommandSpec().exitCodeOnExecutionException();
                })
                .execute(arguments);
    }

    /** The JDK's messages of files are often the file's name alone. */
    private static String told(Exception problem) {
        Class<?> type = problem.getClass();
        boolean complete =
                problem instanceof IllegalArgumentException || type.getName().startsWith("io.lamina.");
        return complete ? problem.getMessage() : type.getSimpleName() + ": " + problem.getMessage();
    }
}
