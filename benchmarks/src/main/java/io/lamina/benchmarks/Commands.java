package io.lamina.benchmarks;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Runs the programs of this module: a wrong argument gives one line, not the whole manual. */
final class Commands {
    private static final int WIDTH = 110;

    private Commands() {}

    /** Runs a command and returns the exit status: 0, 1 where it found a fault, 2 where its arguments are wrong. */
    static int execute(Callable<Integer> command, String... arguments) {
        CommandLine line = new CommandLine(CommandSpec.forAnnotatedObject(command)
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Shows this.")
                        .build()));
        line.setUsageHelpWidth(WIDTH);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((problem, given) -> {
            System.err.println(problem.getMessage() + " (--help tells the options)");
            return CommandLine.ExitCode.USAGE;
        });
        return line.execute(arguments);
    }
}
