package io.lamina.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.NameAllocator;
import io.lamina.processor.declaration.ModelDeclaration;
import io.lamina.processor.ir.Parameter;
import io.lamina.processor.memory.FlatParameters;
import java.util.Locale;
import java.util.regex.Pattern;

/** What things are called in the generated code. */
final class Names {
    static final String RUNTIME = "io.lamina.runtime";
    static final String KERNELS = RUNTIME + ".kernels";

    /** Words that accessors must leave alone. */
    private static final String[] TAKEN = {
        "values",
        "table",
        "count",
        "trainableCount",
        "get",
        "set",
        "copyFrom",
        "copy",
        "save",
        "load",
        "loadFrom",
        "create",
        "info",
        "getClass",
        "notify",
        "notifyAll",
        "wait",
        "toString",
        "hashCode",
        "equals",
        "summary"
    };

    private static final Pattern SEPARATORS = Pattern.compile("[^A-Za-z0-9]+");

    private final ModelDeclaration declaration;
    private final NameAllocator constants = new NameAllocator();
    private final NameAllocator accessors = new NameAllocator();

    Names(ModelDeclaration declaration, FlatParameters parameters) {
        this.declaration = declaration;
        for (String word : TAKEN) {
            accessors.newName(word);
        }
        constants.newName("TABLE");
        constants.newName("INFO");
        for (Parameter parameter : parameters.parameters()) {
            constants.newName(constant(parameter.name()), parameter.name());
            accessors.newName(camel(parameter.name()), parameter.name());
        }
    }

    ClassName parameters() {
        return generated("Parameters");
    }

    ClassName inference() {
        return generated("Inference");
    }

    ClassName training() {
        return generated("Training");
    }

    ClassName session() {
        return generated("Session");
    }

    private ClassName generated(String suffix) {
        return ClassName.get(declaration.packageName(), declaration.name() + suffix);
    }

    static ClassName runtime(String name) {
        return ClassName.get(RUNTIME, name);
    }

    static ClassName kernels(String name) {
        return ClassName.get(KERNELS, name);
    }

    /** The constant that holds a weight's offset: {@code CONV1_WEIGHT}. */
    String offset(String parameter) {
        return constants.get(parameter);
    }

    /** The method that gives a weight: {@code conv1Weight}. */
    String accessor(String parameter) {
        return accessors.get(parameter);
    }

    /** {@code conv1.weight} as {@code CONV1_WEIGHT}, {@code hiddenLayer} as {@code HIDDEN_LAYER}. */
    static String constant(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll(SEPARATORS.pattern(), "_")
                .toUpperCase(Locale.ROOT);
    }

    /** {@code conv1.weight} as {@code conv1Weight}. */
    static String camel(String name) {
        StringBuilder text = new StringBuilder();
        for (String word : SEPARATORS.splitAsStream(name).toList()) {
            boolean first = text.length() == 0;
            text.append(first ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return text.toString();
    }
}
