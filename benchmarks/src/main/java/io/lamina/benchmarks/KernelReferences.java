package io.lamina.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kernels' reference script printed: lines of {@code key = gigaflops net}, see {@link Workload#key}. */
final class KernelReferences {
    private static final Pattern LINE = Pattern.compile("^([a-z_0-9 ]+?) = ([0-9.]+) ([0-9.]+)$");

    private final Map<String, Speed> speeds = new LinkedHashMap<>();

    /**
     * A kernel's speed.
     *
     * @param gross GFLOP/s of a call from Python
     * @param net the same without the time that a call of the smallest product takes
     */
    record Speed(double gross, double net) {}

    /**
     * Reads a file.
     *
     * @throws IOException if it is unreadable or has no speeds
     */
    static KernelReferences read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(file + " is not there or not readable");
        }
        KernelReferences references = new KernelReferences();
        for (String line : Files.readAllLines(file)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                references.speeds.put(
                        matcher.group(1),
                        new Speed(Double.parseDouble(matcher.group(2)), Double.parseDouble(matcher.group(3))));
            }
        }
        if (references.speeds.isEmpty()) {
            throw new IOException(file + " has no line of the form 'nn 64 64 64 1 = 45.3 47.1'");
        }
        return references;
    }

    /** The speed of a workload, if it has been measured. */
    Optional<Speed> of(Workload workload) {
        return Optional.ofNullable(speeds.get(workload.key()));
    }
}
