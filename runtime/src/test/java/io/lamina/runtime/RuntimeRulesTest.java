package io.lamina.runtime;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the runtime promises to applications that ship it, checked on its bytecode. */
final class RuntimeRulesTest {
    private static final String LANE_CLASSES = "io\\.lamina\\.runtime\\.kernels\\.Vector\\w+(\\$.*)?";

    private final JavaClasses runtime = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.lamina.runtime");

    @Test
    void noReflection() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.reflect..", "java.lang.invoke..", "java.lang.module..")
                .orShould()
                .accessTargetWhere(looksUpAClassOrMember())
                .check(runtime);
    }

    @Test
    void noDependencies() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "io.lamina.runtime..", "jdk.incubator.vector.."))
                .check(runtime);
    }

    /** The only classes that no Android device may load, and by their name the shrinker's rules find them. */
    @Test
    void onlyLaneClassesKnowTheVectorApi() {
        noClasses()
                .that(not(nameMatching(LANE_CLASSES)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .check(runtime);
    }

    private static DescribedPredicate<JavaAccess<?>> looksUpAClassOrMember() {
        return DescribedPredicate.describe("a class or a member is looked up by name", access -> {
            String owner = access.getTargetOwner().getName();
            String name = access.getName();
            return switch (owner) {
                case "java.lang.Class" -> name.matches("forName|get(Declared)?(Method|Field|Constructor)s?");
                case "java.lang.ClassLoader" -> name.equals("loadClass");
                case "java.util.ServiceLoader" -> true;
                default -> false;
            };
        });
    }
}
