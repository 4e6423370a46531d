package io.lamina.examples.android;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The compiled classes of a module, by binary name with slashes; from its jar, or from its folder where no jar is made. */
final class ClassFiles {
    private static final String SUFFIX = ".class";

    private ClassFiles() {}

    static SortedMap<String, byte[]> besides(Class<?> member) throws IOException {
        Path place = place(member);
        if (Files.isDirectory(place)) {
            return read(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return read(jar.getPath("/"));
        }
    }

    /** The text of a resource that lies in the same folder or jar as a class. */
    static String resource(Class<?> member, String name) throws IOException {
        Path place = place(member);
        if (Files.isDirectory(place)) {
            return Files.readString(place.resolve(name));
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return Files.readString(jar.getPath("/").resolve(name));
        }
    }

    private static Path place(Class<?> member) {
        try {
            return Path.of(
                    member.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException odd) {
            throw new IllegalStateException(odd);
        }
    }

    private static SortedMap<String, byte[]> read(Path root) throws IOException {
        SortedMap<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(file -> file.toString().endsWith(SUFFIX))
                    .filter(file -> !file.endsWith("module-info.class"))
                    .forEach(file -> classes.put(name(root.relativize(file)), bytes(file)));
        }
        return classes;
    }

    private static String name(Path file) {
        String name = file.toString().replace('\\', '/');
        return name.substring(0, name.length() - SUFFIX.length());
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
