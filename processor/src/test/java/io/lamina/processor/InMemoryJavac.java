package io.lamina.processor;

import io.lamina.processor.emit.GeneratedFile;
import io.lamina.processor.testing.JavaCompilers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/** Compiles sources that are in memory to classes that stay there, with every lint as an error. */
final class InMemoryJavac {
    private InMemoryJavac() {}

    /** Class files by binary name. */
    static Map<String, byte[]> compile(JavaCompiler compiler, List<GeneratedFile> files, List<String> options)
            throws IOException {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<JavaFileObject> sources = new ArrayList<>();
        files.forEach(file -> sources.add(new Source(file)));
        List<String> all = new ArrayList<>(List.of("-proc:none", "-classpath", JavaCompilers.CLASS_PATH));
        all.addAll(options);
        try (Classes classes = new Classes(compiler.getStandardFileManager(diagnostics, Locale.ROOT, null))) {
            boolean compiled = compiler.getTask(null, classes, diagnostics, all, null, sources)
                    .call();
            if (!compiled || !diagnostics.getDiagnostics().isEmpty()) {
                throw new AssertionError("generated sources do not compile: " + diagnostics.getDiagnostics());
            }
            Map<String, byte[]> bytes = new TreeMap<>();
            classes.made.forEach((name, out) -> bytes.put(name, out.toByteArray()));
            return bytes;
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(GeneratedFile file) {
            super(URI.create("memory:///" + file.className().replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = file.source();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Classes extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> made = new TreeMap<>();

        Classes(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            String name = className.replace('/', '.');
            return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    made.put(name, out);
                    return out;
                }
            };
        }
    }

    /** Loads what was compiled. */
    static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(InMemoryJavac.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
