package io.lamina.processor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may know whom in the compiler. A model passes the rooms in the order of docs/layout.md; a stage knows what all
 * stages work on, but no other stage, so that each is tested on its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArchitectureTest {
    private static final String COMPILER = "io.lamina.processor";

    /** Each room with the rooms that it may know. The package of the compiler itself knows all and is known to none. */
    private static final Map<String, Set<String>> ROOMS = Map.ofEntries(
            Map.entry("diagnostic", Set.of()),
            Map.entry("shape", Set.of("diagnostic")),
            Map.entry("declaration", Set.of("diagnostic", "shape")),
            Map.entry("parse", Set.of("diagnostic", "shape", "declaration")),
            Map.entry("ir", Set.of("diagnostic", "shape")),
            Map.entry("op", Set.of("diagnostic", "shape", "declaration", "ir")),
            Map.entry("model", Set.of("diagnostic", "shape", "declaration", "ir", "op")),
            Map.entry("lower", Set.of("diagnostic", "shape", "declaration", "ir", "op", "model")),
            Map.entry("layout", Set.of("diagnostic", "shape", "declaration", "ir", "op", "model")),
            Map.entry("autodiff", Set.of("diagnostic", "shape", "ir", "op")),
            Map.entry("fuse", Set.of("diagnostic", "shape", "ir", "op")),
            Map.entry("stream", Set.of("diagnostic", "shape", "declaration", "ir", "op", "model")),
            Map.entry("memory", Set.of("diagnostic", "shape", "ir", "op")),
            Map.entry("emit", Set.of("diagnostic", "shape", "declaration", "ir", "op", "model", "memory")));

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(COMPILER);

    static List<String> rooms() {
        return ROOMS.keySet().stream().sorted().toList();
    }

    @Test
    void everyRoomHasItsPlaceInTheOrder() {
        Set<String> found = classes.stream()
                .map(c -> c.getPackageName().substring(COMPILER.length()))
                .filter(name -> !name.isEmpty())
                .map(name -> name.split("\\.", -1)[1])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).isNotEmpty().isSubsetOf(ROOMS.keySet());
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomKnowsOnlyTheRoomsItMay(String room) {
        String[] strangers = ROOMS.keySet().stream()
                .filter(other -> !other.equals(room) && !ROOMS.get(room).contains(other))
                .map(ArchitectureTest::inside)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(inside(room))
                .should()
                .dependOnClassesThat(resideInAnyPackage(strangers).or(resideInAPackage(COMPILER)))
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void onlyTheFrontKnowsJavac() {
        noClasses()
                .that()
                .resideOutsideOfPackages(COMPILER, inside("parse"), inside("diagnostic"), inside("emit"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.lang.model..", "javax.annotation.processing..", "javax.tools..", "com.sun..")
                .check(classes);
    }

    @Test
    void onlyEmitKnowsJavaPoet() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("emit"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.palantir.javapoet..")
                .check(classes);
    }

    /** JavaPoet's own signatures ask for a modifier; more of javac than that has no business in emit. */
    @Test
    void emitKnowsOfJavacOnlyWhatJavaPoetAsksFor() {
        noClasses()
                .that()
                .resideInAPackage(inside("emit"))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("javax.lang.model..", "javax.annotation.processing..", "javax.tools..")
                                .and(not(type(Modifier.class)))
                                .and(not(type(SourceVersion.class))))
                .allowEmptyShould(true)
                .check(classes);
    }

    /** The compiler is not linked with what its output calls: it names kernels, it never runs them. */
    @Test
    void theCompilerDoesNotKnowTheRuntime() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.lamina.runtime..", "io.lamina.training..")
                .check(classes);
    }

    private static String inside(String room) {
        return COMPILER + "." + room + "..";
    }
}
