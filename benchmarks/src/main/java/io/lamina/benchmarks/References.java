package io.lamina.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The times that reference scripts have printed: lines of {@code case mode milliseconds}, each file named by its framework. */
final class References {
    private static final Pattern LINE = Pattern.compile("^(\\w+)\\s+(train|infer|infer1)\\s+([0-9.]+)(\\s.*)?$");

    private final List<Reference> all = new ArrayList<>();

    /** One framework's time for one case. */
    record Reference(String framework, String label, String mode, double milliseconds) {}

    /** Reads files; what is no time is passed over, as the scripts print other lines, too. */
    static References read(List<Path> files) throws IOException {
        References references = new References();
        for (Path file : files) {
            String framework = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
            for (String line : Files.readAllLines(file)) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches()) {
                    references.all.add(new Reference(
                            framework, matcher.group(1), matcher.group(2), Double.parseDouble(matcher.group(3))));
                }
            }
        }
        return references;
    }

    /** The fastest framework for a case. */
    Optional<Reference> best(String label, String mode) {
        return all.stream()
                .filter(reference ->
                        reference.label().equals(label) && reference.mode().equals(mode))
                .min(Comparator.comparingDouble(Reference::milliseconds));
    }
}
