package io.lamina.processor.parse;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/**
 * The {@code int} constants of an interface, its own and those it inherits.
 *
 * @param values those that the Java compiler knows the value of
 * @param valueless names of those that it does not
 */
record ModelConstants(Map<String, Integer> values, Set<String> valueless) {
    static ModelConstants of(TypeElement model) {
        Map<String, Integer> values = new LinkedHashMap<>();
        Set<String> valueless = new LinkedHashSet<>();
        for (TypeElement type : NodeMethods.lineage(model)) {
            for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
                String name = field.getSimpleName().toString();
                values.remove(name);
                valueless.remove(name);
                if (field.getConstantValue() instanceof Integer value) {
                    values.put(name, value);
                } else if (field.asType().getKind() == TypeKind.INT) {
                    valueless.add(name);
                }
            }
        }
        return new ModelConstants(Map.copyOf(values), Set.copyOf(valueless));
    }
}
