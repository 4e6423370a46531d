/** The compiler of models: an annotation processor. */
module io.lamina.processor {
    requires com.palantir.javapoet;
    requires io.lamina.annotations;
    requires java.compiler;
    requires static com.google.auto.service;
    requires static jdk.compiler;

    provides javax.annotation.processing.Processor with
            io.lamina.processor.ModelProcessor;
}
