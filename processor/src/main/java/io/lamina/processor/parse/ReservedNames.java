package io.lamina.processor.parse;

import java.util.Optional;
import java.util.Set;

/** Names that no node can have, because generated code or printed shapes mean something else by them. */
final class ReservedNames {
    /** Parameters that stand beside those made from nodes in the signatures of generated classes. */
    private static final Set<String> PARAMETERS = Set.of("batch", "workspace", "parameters", "optimizer", "seed");

    private ReservedNames() {}

    /** Why a name is taken, where it is. */
    static Optional<String> reason(String name) {
        if (name.equals("B")) {
            return Optional.of("it is the batch size in every printed shape");
        }
        if (PARAMETERS.contains(name)) {
            return Optional.of("the generated classes have a parameter of this name");
        }
        if (name.contains("$")) {
            return Optional.of("names with $ belong to the Java compiler");
        }
        return Optional.empty();
    }
}
