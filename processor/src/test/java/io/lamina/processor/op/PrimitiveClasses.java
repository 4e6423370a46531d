package io.lamina.processor.op;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;

/** The names of all primitives, for tests outside this package. */
public final class PrimitiveClasses {
    private PrimitiveClasses() {}

    public static List<String> names() throws IOException, URISyntaxException {
        return Primitives.all().stream().map(Class::getName).toList();
    }
}
