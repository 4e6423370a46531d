package io.lamina.processor.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.ToLongFunction;

/** Holds one plan against the shadow memory. */
public final class PlanCheck {
    /** Places are rounded up to a cache line. */
    private static final long ALIGNMENT = 16;

    private PlanCheck() {}

    /** No value is lost before its last reader, and the arenas are as large as what is used in them. */
    public static void check(Plan plan, ToLongFunction<String> symbols) {
        ShadowMemory memory = new ShadowMemory(plan, symbols);
        memory.run();
        long batch = symbols.applyAsLong("B");
        tight(plan.floats(), memory.used(Place.Array.FLOATS), batch);
        tight(plan.ints(), memory.used(Place.Array.INTS), batch);
    }

    /** The last place may be rounded up, for each sample by itself. */
    private static void tight(Plan.Sizes sizes, long used, long batch) {
        long planned = ShadowMemory.size(sizes, batch);
        assertThat(used).isLessThanOrEqualTo(planned);
        assertThat(planned - used).isLessThan(ALIGNMENT * (batch + 1));
    }
}
