package io.lamina.processor.declaration;

import io.lamina.processor.diagnostic.Origin;
import java.util.Optional;

/**
 * One parameter of a node's method: what the node reads.
 *
 * @param source name of the node that is read: the parameter's name, or what {@code @From} says
 * @param role {@code @As}, where it stands
 */
public record Edge(String source, Optional<Attributes> role, Origin origin) {
    public Edge(String source, Origin origin) {
        this(source, Optional.empty(), origin);
    }

    /** What {@code @As} says. */
    public Optional<String> roleName() {
        return role.map(as -> as.text("value"));
    }
}
