package io.lamina.processor.diagnostic;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;

/** The lines that places stand in, as javac knows them: {@code Residual.java:14}. */
interface SourceLines {
    /** The file and line of a place; nothing where the compiler does not tell. */
    Optional<String> of(ElementOrigin place);

    /** Those of a compiler. Eclipse's has no such interface, and its virtual machine may lack the classes of javac's. */
    static SourceLines of(ProcessingEnvironment environment) {
        return environment.getClass().getName().startsWith("com.sun.tools.javac.")
                ? new Javac(Trees.instance(environment))
                : place -> Optional.empty();
    }

    /** A class of its own, so that elsewhere nothing of javac's is loaded. */
    record Javac(Trees trees) implements SourceLines {
        @Override
        public Optional<String> of(ElementOrigin place) {
            return Optional.ofNullable(path(place)).map(this::line);
        }

        private TreePath path(ElementOrigin place) {
            if (place.value().isPresent()) {
                return trees.getPath(
                        place.element(),
                        place.annotation().orElseThrow(),
                        place.value().get());
            }
            return place.annotation()
                    .map(annotation -> trees.getPath(place.element(), annotation))
                    .orElseGet(() -> trees.getPath(place.element()));
        }

        private String line(TreePath path) {
            CompilationUnitTree file = path.getCompilationUnit();
            long start = trees.getSourcePositions().getStartPosition(file, path.getLeaf());
            String name = file.getSourceFile().getName();
            return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1) + ":"
                    + file.getLineMap().getLineNumber(start);
        }
    }
}
