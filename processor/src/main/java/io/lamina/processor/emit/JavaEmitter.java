package io.lamina.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import io.lamina.Generated;
import io.lamina.processor.declaration.ModelDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** The generated files of one model. */
public final class JavaEmitter {
    private JavaEmitter() {}

    public static List<GeneratedFile> emit(CompiledModel compiled) {
        ModelDeclaration declaration = compiled.model().declaration();
        Names names = new Names(declaration, compiled.parameters());
        List<TypeSpec> types = new ArrayList<>();
        types.add(new ParametersEmitter(compiled, names).emit());
        types.add(new InferenceEmitter(compiled, names).emit());
        compiled.training().ifPresent(training -> types.add(new TrainingEmitter(compiled, training, names).emit()));
        compiled.session().ifPresent(session -> types.add(new SessionEmitter(compiled, session, names).emit()));
        return types.stream().map(type -> file(declaration, type)).toList();
    }

    /** Empty classes of the right names, so that javac adds nothing to the messages of a model that is wrong. */
    public static List<GeneratedFile> stubs(ModelDeclaration declaration) {
        Stream<String> session = declaration.stream().isPresent() ? Stream.of("Session") : Stream.of();
        return Stream.concat(Stream.of("Parameters", "Inference", "Training"), session)
                .map(suffix -> TypeSpec.classBuilder(declaration.name() + suffix)
                        .addModifiers(Modifier.FINAL)
                        .addJavadoc("Empty, as {@link $L} does not compile.\n", declaration.name())
                        .addMethod(MethodSpec.constructorBuilder()
                                .addModifiers(Modifier.PRIVATE)
                                .build())
                        .build())
                .map(type -> file(declaration, type))
                .toList();
    }

    private static GeneratedFile file(ModelDeclaration declaration, TypeSpec type) {
        TypeSpec.Builder visible = type.toBuilder()
                .addAnnotation(AnnotationSpec.builder(ClassName.get(Generated.class))
                        .addMember("value", "$S", "io.lamina.processor.ModelProcessor")
                        .build());
        if (declaration.isPublic()) {
            visible.addModifiers(Modifier.PUBLIC);
        }
        JavaFile file = JavaFile.builder(declaration.packageName(), visible.build())
                .indent("    ")
                .skipJavaLangImports(true)
                .build();
        String prefix = declaration.packageName().isEmpty() ? "" : declaration.packageName() + ".";
        return new GeneratedFile(prefix + type.name(), file.toString());
    }
}
