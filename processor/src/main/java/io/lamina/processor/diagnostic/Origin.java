package io.lamina.processor.diagnostic;

/** A place in the user's source that a message can point at. Only front ends know what stands behind it. */
public interface Origin {
    /** The value of an annotation's attribute, or the annotation where it was left to its default. */
    Origin attribute(String name);

    /** Whether the user silenced this warning here. */
    boolean suppresses(Code code);

    /** The method that it is or lies in, such as {@code Residual.conv1}; empty outside any source. */
    default String shown() {
        return "";
    }

    /** A place outside any source, for graphs that no annotation declared. */
    Origin NONE = new Origin() {
        @Override
        public Origin attribute(String name) {
            return this;
        }

        @Override
        public boolean suppresses(Code code) {
            return false;
        }
    };
}
