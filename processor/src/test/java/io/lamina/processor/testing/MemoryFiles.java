package io.lamina.processor.testing;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;

/** What a compiler writes, kept in memory. */
final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, MemoryFile> written = new TreeMap<>();

    MemoryFiles(JavaFileManager standard) {
        super(standard);
    }

    /** Generated sources by qualified class name. */
    Map<String, String> sources() {
        Map<String, String> sources = new TreeMap<>();
        written.values().stream().filter(file -> file.getKind() == Kind.SOURCE).forEach(file -> {
            String path = file.toUri().getPath();
            sources.put(
                    path.substring(1, path.length() - ".java".length()).replace('/', '.'),
                    file.getCharContent(true).toString());
        });
        return sources;
    }

    /** Class files by qualified class name. */
    Map<String, byte[]> classes() {
        Map<String, byte[]> classes = new TreeMap<>();
        written.values().stream().filter(file -> file.getKind() == Kind.CLASS).forEach(file -> {
            String path = file.toUri().getPath();
            classes.put(
                    path.substring(1, path.length() - ".class".length()).replace('/', '.'), file.bytes.toByteArray());
        });
        return classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(Location location, String className, Kind kind, FileObject sibling) {
        MemoryFile file = new MemoryFile(className.replace('.', '/') + kind.extension, kind);
        written.put(file.getName(), file);
        return file;
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        return a.toUri().equals(b.toUri());
    }

    private static final class MemoryFile extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        MemoryFile(String path, Kind kind) {
            super(URI.create("memory:///" + path), kind);
        }

        @Override
        public OutputStream openOutputStream() {
            bytes.reset();
            return bytes;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
