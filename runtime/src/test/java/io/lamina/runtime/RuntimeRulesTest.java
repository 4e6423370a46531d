package io.lamina.runtime;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the runtime promises to applications that ship it, checked on its bytecode. */
final class RuntimeRulesTest {
    private static final String LANE_CLASSES = "io\\.lamina\\.runtime\\.kernels\\.Vector\\w+(\\$.*)?";

    private static final JavaClasses RUNTIME = new ClassFileImporter()
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
                .check(RUNTIME);
    }

    @Test
    void noDependencies() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "io.lamina.runtime..", "jdk.incubator.vector.."))
                .check(RUNTIME);
    }

    /** The only classes that no Android device may load, and by their name the shrinker's rules find them. */
    @Test
    void onlyLaneClassesKnowTheVectorApi() {
        noClasses()
                .that(not(nameMatching(LANE_CLASSES)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .check(RUNTIME);
    }

    /**
     * A vector that crosses a call is an object wherever the JIT does not inline that call, which hangs on profiles, sizes and the
     * order of compilations. Kernels hand each other arrays: a loop has all its operations in it, and what several need becomes a
     * loop of its own that leaves its results in memory.
     */
    @Test
    void noVectorCrossesACall() {
        methods()
                .that()
                .areDeclaredInClassesThat(nameMatching(LANE_CLASSES))
                .and()
                .doNotHaveName("constant")
                .should(notTakeOrReturnVectors())
                .check(RUNTIME);
    }

    private static ArchCondition<JavaMethod> notTakeOrReturnVectors() {
        return new ArchCondition<>("neither take nor return a vector, mask or shuffle") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                Stream.concat(method.getRawParameterTypes().stream(), Stream.of(method.getRawReturnType()))
                        .map(JavaClass::getName)
                        .filter(name -> name.matches("jdk\\.incubator\\.vector\\.\\w*Vector(Mask|Shuffle)?"))
                        .forEach(name -> events.add(
                                SimpleConditionEvent.violated(method, method.getFullName() + " has a " + name)));
            }
        };
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
