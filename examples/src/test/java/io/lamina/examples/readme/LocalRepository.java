package io.lamina.examples.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * A local Maven repository that holds Lamina as this build made it, and for everything else is the user's own, by links:
 * so Lamina is installed for one project without touching what the user has, and nothing is downloaded twice.
 */
record LocalRepository(Path root) implements AutoCloseable {
    private static final List<String> MODULES = List.of("annotations", "processor", "runtime", "training");

    static LocalRepository over(String users, Path root) throws IOException {
        Path ours = Files.createDirectories(root.resolve("io"));
        link(Path.of(users), root, "io");
        link(Path.of(users, "io"), ours, "lamina");
        return new LocalRepository(root);
    }

    private static void link(Path from, Path to, String except) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (!name.equals(except)) {
                    Files.createSymbolicLink(to.resolve(name), entry.toAbsolutePath());
                }
            }
        }
    }

    /** Puts the modules here as they are compiled now; a jar in a target folder may be older. */
    void install(Path sources, String version) throws IOException {
        Files.copy(sources.resolve("pom.xml"), place("lamina", version, "pom"));
        for (String module : MODULES) {
            String artifact = "lamina-" + module;
            Files.copy(sources.resolve(module).resolve("pom.xml"), place(artifact, version, "pom"));
            String classes = sources.resolve(module).resolve("target/classes").toString();
            int status = ToolProvider.findFirst("jar")
                    .orElseThrow()
                    .run(
                            System.out,
                            System.err,
                            "--create",
                            "--file=" + place(artifact, version, "jar"),
                            "-C",
                            classes,
                            ".");
            if (status != 0) {
                throw new IOException("no jar made of " + classes);
            }
        }
    }

    /** Takes the links away, and nothing that they point to, so that whoever deletes the folder meets none. */
    @Override
    public void close() throws IOException {
        for (Path folder : List.of(root, root.resolve("io"))) {
            try (Stream<Path> entries = Files.list(folder)) {
                for (Path link : entries.filter(Files::isSymbolicLink).toList()) {
                    Files.delete(link);
                }
            }
        }
    }

    private Path place(String artifact, String version, String type) throws IOException {
        Path folder = Files.createDirectories(
                root.resolve("io/lamina").resolve(artifact).resolve(version));
        return folder.resolve(artifact + "-" + version + "." + type);
    }
}
