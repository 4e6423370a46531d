package io.lamina.processor.diagnostic;

import java.util.ArrayList;
import java.util.List;

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

    /** The place in the innermost block, then the nodes of blocks that lead to it, from the inside out. */
    List<Origin> trail() {
        List<Origin> trail = new ArrayList<>();
        Origin inner = declared;
        while (inner instanceof AppliedOrigin use) {
            trail.add(0, use.applied);
            inner = use.declared;
        }
        trail.add(0, inner);
        return trail;
    }
}
