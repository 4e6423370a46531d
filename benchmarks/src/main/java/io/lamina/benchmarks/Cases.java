package io.lamina.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The names of all cases, of which a command line chooses some. */
final class Cases implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(Case.values()).map(Case::label).iterator();
    }

    /**
     * The cases of these names, in their usual order.
     *
     * @throws ParameterException if there is none of such a name
     */
    static List<Case> named(List<String> names, CommandSpec spec) {
        List<String> known = new ArrayList<>();
        new Cases().forEach(known::add);
        List<String> unknown =
                names.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no case " + String.join(", ", unknown) + "; there are " + String.join(", ", known));
        }
        return Arrays.stream(Case.values())
                .filter(model -> names.contains(model.label()))
                .toList();
    }
}
