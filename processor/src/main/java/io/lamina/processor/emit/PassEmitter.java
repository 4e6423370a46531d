package io.lamina.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.lamina.processor.shape.Dim;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The nested class that holds the arguments of a call for the threads that share it. */
final class PassEmitter {
    static final String NAME = "Pass";

    private PassEmitter() {}

    /**
     * The class.
     *
     * @param fields what a call sets before it runs
     * @param body what each thread does, with its share in local variables
     */
    static TypeSpec.Builder type(Signature signature, List<ParameterSpec> fields, CodeBlock body) {
        return type(NAME, signature, fields, body);
    }

    static TypeSpec.Builder type(String name, Signature signature, List<ParameterSpec> fields, CodeBlock body) {
        ClassName team = Names.runtime("Team");
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addJavadoc("The arguments of a call, for the threads that share it.\n")
                .addModifiers(Modifier.PRIVATE, Modifier.FINAL)
                .addSuperinterface(team.nestedClass("Job"));
        fields.forEach(field -> type.addField(field.type(), field.name()));
        String member = signature.names().get("member");
        String first = signature.names().get("first");
        String batch = signature.names().get(Dim.BATCH);
        return type.addMethod(MethodSpec.methodBuilder("run")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(Names.runtime("Member"), member)
                .addStatement("$T $N = $N.from($N)", TypeName.INT, first, member, batch)
                .addStatement(
                        "$T $N = $N.to($N) - $N",
                        TypeName.INT,
                        signature.names().get("samples"),
                        member,
                        batch,
                        first)
                .addCode(body)
                .build());
    }

    /** {@code pass.B = B;} for each. */
    static CodeBlock set(List<ParameterSpec> fields) {
        return fields.stream()
                .map(field -> CodeBlock.of("pass.$1N = $1N;\n", field.name()))
                .collect(CodeBlock.joining(""));
    }
}
