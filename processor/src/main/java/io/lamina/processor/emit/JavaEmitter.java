package io.lamina.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import io.lamina.Generated;
import io.lamina.processor.declaration.BlockFile;
import io.lamina.processor.declaration.ModelDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** The generated files of one model. */
public final class JavaEmitter {
    private JavaEmitter() {}

    public static List<GeneratedFile> emit(CompiledModel compiled) {
        return emit(compiled, Repeats.ONCE);
    }

    public static List<GeneratedFile> emit(CompiledModel compiled, Repeats repeats) {
        ModelDeclaration declaration = compiled.model().declaration();
        Names names = new Names(declaration, compiled.parameters());
        List<TypeSpec> types = new ArrayList<>();
        types.add(new ParametersEmitter(compiled, names).emit());
        types.add(new InferenceEmitter(compiled, names, repeats).emit());
        compiled.training()
                .ifPresent(training -> types.add(new TrainingEmitter(compiled, training, names, repeats).emit()));
        compiled.session()
                .ifPresent(session -> types.add(new SessionEmitter(compiled, session, names, repeats).emit()));
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

    /** The class beside a block: {@code static final String EDGES = "x();conv1(x)"}. */
    public static GeneratedFile blockFile(BlockFile block, String suffix, String constant) {
        TypeSpec type = TypeSpec.classBuilder(block.name() + suffix)
                .addModifiers(Modifier.FINAL)
                .addJavadoc(
                        "What the nodes of {@link $L} read: class files hold no names of parameters.\n",
                        block.name().replace('_', '.'))
                .addField(FieldSpec.builder(
                                ClassName.get(String.class), constant, Modifier.STATIC, Modifier.FINAL, Modifier.PUBLIC)
                        .addJavadoc("Each node with the nodes that it reads, in the order of the source.\n")
                        .initializer("$S", block.edges())
                        .build())
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build())
                .build();
        return file(block.packageName(), block.isPublic(), type);
    }

    private static GeneratedFile file(ModelDeclaration declaration, TypeSpec type) {
        return file(declaration.packageName(), declaration.isPublic(), type);
    }

    private static GeneratedFile file(String packageName, boolean isPublic, TypeSpec type) {
        TypeSpec.Builder visible = type.toBuilder()
                .addAnnotation(AnnotationSpec.builder(ClassName.get(Generated.class))
                        .addMember("value", "$S", "io.lamina.processor.ModelProcessor")
                        .build());
        if (isPublic) {
            visible.addModifiers(Modifier.PUBLIC);
        }
        JavaFile file = JavaFile.builder(packageName, visible.build())
                .indent("    ")
                .skipJavaLangImports(true)
                .build();
        String prefix = packageName.isEmpty() ? "" : packageName + ".";
        return new GeneratedFile(prefix + type.name(), file.toString());
    }
}
