package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.Primitive;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All primitives there are, found among the compiled classes of this package. */
final class Primitives {
    private Primitives() {}

    static List<Class<?>> all() throws IOException, URISyntaxException {
        Path root = Path.of(
                Dense.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        String folder = Dense.class.getPackageName().replace('.', '/');
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class"))
                    .sorted()
                    .<Class<?>>map(file -> load(file.substring(0, file.length() - ".class".length())))
                    .filter(type -> Primitive.class.isAssignableFrom(type) && !type.isInterface())
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(Dense.class.getPackageName() + "." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean hasGradient(Class<?> primitive) {
        return Stream.of(primitive.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals("gradient")
                        && List.of(method.getParameterTypes()).equals(List.of(Backward.class)));
    }
}
