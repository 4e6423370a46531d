package io.lamina.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of this module in a JVM of its own, the same that runs now, on the same class path. */
final class ChildJvm {
    private final List<String> flags;

    /** With the JVM's flags. */
    ChildJvm(List<String> flags) {
        this.flags = flags;
    }

    /** The flags by which a JVM runs the vector lane, or the plain one. */
    static List<String> lane(boolean vector) {
        return List.of("--add-modules", "jdk.incubator.vector", "-Dlamina.lane=" + (vector ? "vector" : "plain"));
    }

    /**
     * Runs a main class to its end and returns what it printed.
     *
     * @throws IOException if it cannot be started or fails, with what it wrote
     */
    String run(Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException(String.join(" ", command) + "\nended with " + status + ":\n" + output);
            }
            return output;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + main.getSimpleName(), interrupted);
        } finally {
            process.destroy();
        }
    }
}
