package io.lamina.processor;

import com.google.auto.service.AutoService;
import io.lamina.Block;
import io.lamina.Model;
import io.lamina.processor.declaration.ModelDeclaration;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.ElementOrigin;
import io.lamina.processor.diagnostic.Report;
import io.lamina.processor.diagnostic.ReportPrinter;
import io.lamina.processor.emit.GeneratedFile;
import io.lamina.processor.emit.JavaEmitter;
import io.lamina.processor.model.BlockCheck;
import io.lamina.processor.parse.BlockEdges;
import io.lamina.processor.parse.ModelParser;
import io.lamina.processor.parse.ParsedBlock;
import io.lamina.processor.parse.ParsedModel;
import java.io.IOException;
import java.io.Writer;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.Messager;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic.Kind;

/**
 * Compiles each interface annotated with {@link Model} and checks each with {@link Block}, once everything that it names exists. A model that waits for
 * another processor's classes is remembered by name, since elements do not outlive their round.
 */
@AutoService(Processor.class)
public final class ModelProcessor extends AbstractProcessor {
    /** Prints each model after each stage of the compiler: {@code -Alamina.print=true}. */
    private static final String PRINT = "lamina.print";

    /** {@link ModelCompiler#compile}, or what stands for it in tests. */
    interface Compiler {
        List<GeneratedFile> compile(ModelDeclaration model, Report report, Consumer<String> stages);
    }

    private final Compiler compiler;
    private final Set<String> sourceTypes = new HashSet<>();
    private Set<String> waiting = new LinkedHashSet<>();

    public ModelProcessor() {
        this(ModelCompiler::compile);
    }

    ModelProcessor(Compiler compiler) {
        this.compiler = compiler;
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(Model.class.getPackageName() + ".*");
    }

    @Override
    public Set<String> getSupportedOptions() {
        return Set.of(PRINT);
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    /**
     * Claims nothing, though {@code -Xlint:processing} then wonders about the annotations: where a model's are the only ones
     * of a round, javac would not run processors that come behind this one and take any annotation.
     */
    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement root : ElementFilter.typesIn(round.getRootElements())) {
            sourceTypes.add(root.getQualifiedName().toString());
        }
        Set<String> names = waiting;
        for (Class<? extends Annotation> kind : List.of(Model.class, Block.class)) {
            for (TypeElement type : ElementFilter.typesIn(round.getElementsAnnotatedWith(kind))) {
                names.add(type.getQualifiedName().toString());
            }
        }
        waiting = new LinkedHashSet<>();
        for (String name : names) {
            process(processingEnv.getElementUtils().getTypeElement(name), round.processingOver());
        }
        return false;
    }

    private void process(TypeElement type, boolean last) {
        Report report = new Report();
        List<GeneratedFile> files = new ArrayList<>();
        ModelParser parser = new ModelParser(processingEnv.getElementUtils(), this::isInSource);
        try {
            boolean ready = type.getAnnotation(Model.class) != null
                    ? model(parser, type, report, last, files)
                    : block(parser, type, report, last);
            if (!ready) {
                waiting.add(type.getQualifiedName().toString());
                return;
            }
            if (type.getAnnotation(Block.class) != null && type.getKind() == ElementKind.INTERFACE) {
                files.add(JavaEmitter.blockFile(parser.blockFile(type), BlockEdges.SUFFIX, BlockEdges.CONSTANT));
            }
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError defect) {
            report.add(InternalErrors.describe(defect, type, ElementOrigin.of(type, type)));
        }
        files.forEach(file -> checkFree(file, type, report));
        new ReportPrinter(processingEnv, this::isInSource).print(report, type);
        files.stream().filter(this::isFree).forEach(file -> write(file, type));
    }

    /** Whether everything that the model names exists, or is not going to. */
    private boolean model(
            ModelParser parser, TypeElement type, Report report, boolean last, List<GeneratedFile> files) {
        ParsedModel parsed = parser.parse(type, report);
        if (!parsed.resolved() && !last) {
            return false;
        }
        files.addAll(JavaEmitter.stubs(parsed.declaration()));
        List<GeneratedFile> compiled = compiler.compile(parsed.declaration(), report, stagePrinter());
        files.clear();
        files.addAll(compiled);
        return true;
    }

    /** Whether everything that the block names exists, or is not going to. */
    private boolean block(ModelParser parser, TypeElement type, Report report, boolean last) {
        ParsedBlock parsed = parser.parseBlock(type, report);
        if (!parsed.resolved() && !last) {
            return false;
        }
        BlockCheck.check(parsed.block(), parsed.blocks(), report);
        return true;
    }

    private Consumer<String> stagePrinter() {
        boolean wanted = Boolean.parseBoolean(processingEnv.getOptions().getOrDefault(PRINT, "false"));
        Messager messager = processingEnv.getMessager();
        return wanted ? stage -> messager.printMessage(Kind.NOTE, stage) : stage -> {};
    }

    private boolean isInSource(Element element) {
        Element outermost = element;
        while (outermost.getEnclosingElement() != null
                && outermost.getEnclosingElement().getKind() != ElementKind.PACKAGE) {
            outermost = outermost.getEnclosingElement();
        }
        return outermost instanceof TypeElement type
                && sourceTypes.contains(type.getQualifiedName().toString());
    }

    /** Whether no class of this compilation has the name; one of an earlier compilation is replaced. */
    private boolean isFree(GeneratedFile file) {
        TypeElement known = processingEnv.getElementUtils().getTypeElement(file.className());
        return known == null || !isInSource(known);
    }

    private void checkFree(GeneratedFile file, TypeElement model, Report report) {
        if (!isFree(file)) {
            String name = file.className().substring(file.className().lastIndexOf('.') + 1);
            report.add(
                    Code.ClassExists,
                    ElementOrigin.of(model, model),
                    model.getSimpleName() + ": cannot generate " + name + ", as a class of this name exists already.",
                    "Rename that class, or the model.");
        }
    }

    private void write(GeneratedFile file, TypeElement model) {
        Filer filer = processingEnv.getFiler();
        try (Writer writer = filer.createSourceFile(file.className(), model).openWriter()) {
            writer.write(file.source());
        } catch (IOException e) {
            processingEnv
                    .getMessager()
                    .printMessage(Kind.ERROR, "Lamina cannot write " + file.className() + ": " + e.getMessage(), model);
        }
    }
}
