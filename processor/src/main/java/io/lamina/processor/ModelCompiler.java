package io.lamina.processor;

import io.lamina.processor.declaration.ModelDeclaration;
import io.lamina.processor.diagnostic.Report;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The stages from a declared model to Java sources. */
public final class ModelCompiler {
    private ModelCompiler() {}

    /**
     * Compiles one model.
     *
     * @param report what is wrong is added here; where it holds errors, or the model has failed nodes, the files declare
     *     the generated classes without content, so that their users compile
     * @param stages given the printed graph after each stage
     */
    public static List<GeneratedFile> compile(ModelDeclaration model, Report report, Consumer<String> stages) {
        stages.accept(model.name() + " declared: " + model.nodes().size() + " nodes");
        return Stream.of("Parameters", "Inference", "Training")
                .map(suffix -> stub(model, model.name() + suffix))
                .toList();
    }

    private static GeneratedFile stub(ModelDeclaration model, String className) {
        String visibility = model.isPublic() ? "public " : "";
        String body = visibility + "final class " + className + " {\n    private " + className + "() {}\n}\n";
        return model.packageName().isEmpty()
                ? new GeneratedFile(className, body)
                : new GeneratedFile(
                        model.packageName() + "." + className, "package " + model.packageName() + ";\n\n" + body);
    }
}
