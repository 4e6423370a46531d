package io.lamina.processor.diagnostic;

/**
 * A place in a block, for messages about one of its uses: shown at the node that applies the block, as only there anything can
 * be changed about this use; the message names the place in the block as well.
 *
 * @param applied the node of the model
 * @param declared the place in the block, or that of an inner block
 */
public record AppliedOrigin(Origin applied, Origin declared) implements Origin {
    @Override
    public Origin attribute(String name) {
        return new AppliedOrigin(applied, declared.attribute(name));
    }

    @Override
    public boolean suppresses(Code code) {
        return applied.suppresses(code) || declared.suppresses(code);
    }

    @Override
    public String shown() {
        return declared.shown();
    }
}
