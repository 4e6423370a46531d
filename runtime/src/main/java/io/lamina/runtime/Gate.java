package io.lamina.runtime;

import java.util.concurrent.atomic.AtomicInteger;

/** Something that members wait at until another one opens it; it counts how often it was opened. */
final class Gate {
    private final AtomicInteger opened = new AtomicInteger();

    int passed() {
        return opened.get();
    }

    /** Lets everybody through who waits; {@code count} members may be parked here. */
    void open(Member[] members, int count) {
        opened.incrementAndGet();
        for (int i = 0; i < count; i++) {
            members[i].unparkIfParked();
        }
    }

    /** Waits until the gate has been opened more often than {@code before} says. */
    void await(int before, Member member) {
        long start = System.nanoTime();
        while (opened.get() == before) {
            if (!member.spin(start)) {
                member.park(opened, before);
            }
        }
    }
}
