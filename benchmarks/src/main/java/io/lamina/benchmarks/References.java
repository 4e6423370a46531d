package io.lamina.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The times that reference scripts have printed, each file named by its framework: lines of {@code case mode milliseconds}, with
 * or without a unit and more behind it. Other lines are passed over, as frameworks print warnings and the like.
 */
final class References {
    private static final Pattern LINE =
            Pattern.compile("^(\\w+)\\s+(train|infer|infer1)\\s+([0-9]+(?:\\.[0-9]+)?)(\\s.*)?$");

    /** Milliseconds by case and mode, of each framework in the order of the files. */
    private final Map<String, Map<String, Double>> frameworks = new LinkedHashMap<>();

    /** The framework that is fastest, with its time. */
    record Best(String framework, double milliseconds) {}

    /**
     * Reads files.
     *
     * @throws IOException if one is unreadable, has no times, or has the name of another
     */
    static References read(List<Path> files) throws IOException {
        References references = new References();
        for (Path file : files) {
            String framework = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
            Map<String, Double> times = times(file);
            if (times.isEmpty()) {
                throw new IOException(file + " has no line of the form 'case mode milliseconds'");
            }
            if (references.frameworks.put(framework, times) != null) {
                throw new IOException("two files are named " + framework + "; the name is the column's heading");
            }
        }
        return references;
    }

    private static Map<String, Double> times(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(file + " is not there or not readable");
        }
        Map<String, Double> times = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                times.put(key(matcher.group(1), matcher.group(2)), Double.parseDouble(matcher.group(3)));
            }
        }
        return times;
    }

    /** The files' names, in their order. */
    List<String> frameworks() {
        return List.copyOf(frameworks.keySet());
    }

    /** A framework's milliseconds, if it has been timed on the case. */
    OptionalDouble milliseconds(String framework, String label, String mode) {
        Double time = frameworks.get(framework).get(key(label, mode));
        return time == null ? OptionalDouble.empty() : OptionalDouble.of(time);
    }

    /** The fastest framework for a case, if any has been timed on it. */
    Optional<Best> best(String label, String mode) {
        return frameworks.keySet().stream()
                .filter(framework -> milliseconds(framework, label, mode).isPresent())
                .map(framework ->
                        new Best(framework, milliseconds(framework, label, mode).getAsDouble()))
                .min(Comparator.comparingDouble(Best::milliseconds));
    }

    private static String key(String label, String mode) {
        return label + " " + mode;
    }
}
