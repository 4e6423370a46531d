package io.lamina.processor;

import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** Finds what a class file looks up by name. */
final class ReflectionScan {
    private static final Set<String> CALLS = Set.of(
            "forName",
            "newInstance",
            "loadClass",
            "getMethod",
            "getMethods",
            "getDeclaredMethod",
            "getDeclaredMethods",
            "getField",
            "getDeclaredField",
            "getConstructor",
            "getDeclaredConstructor");

    private ReflectionScan() {}

    /** Calls of {@code Class} and {@code ClassLoader} that look up, and types that stand for looked-up things. */
    static Set<String> uses(byte[] bytes) {
        Set<String> found = new TreeSet<>();
        new ClassReader(bytes).accept(new ClassRemapper(new ClassVisitor(Opcodes.ASM9) {}, new Types(found)), 0);
        new ClassReader(bytes).accept(new Calls(found), 0);
        return found;
    }

    private static final class Types extends Remapper {
        private final Set<String> found;

        Types(Set<String> found) {
            super(Opcodes.ASM9);
            this.found = found;
        }

        @Override
        public String map(String internalName) {
            if (internalName.startsWith("java/lang/reflect/") || internalName.equals("java/util/ServiceLoader")) {
                found.add(internalName);
            }
            return internalName;
        }
    }

    private static final class Calls extends ClassVisitor {
        private final Set<String> found;

        Calls(Set<String> found) {
            super(Opcodes.ASM9);
            this.found = found;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String method, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String name, String type, boolean isInterface) {
                    boolean looksUp = owner.equals("java/lang/Class") || owner.equals("java/lang/ClassLoader");
                    if (looksUp && CALLS.contains(name)) {
                        found.add(owner + "." + name);
                    }
                }
            };
        }
    }
}
