package io.lamina.runtime;

import java.util.concurrent.atomic.AtomicInteger;

/** Where the members of a job wait for each other. Once broken it lets nobody through until it is reset. */
final class Barrier {
    private final Gate gate = new Gate();
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile boolean broken;
    private Member[] members = {};
    private int count;

    /** What members get that wait for one that failed. */
    static final class BrokenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenException() {
            super("another thread of the team has failed", null, false, false);
        }
    }

    /** Before a job, while nobody waits. */
    void reset(Member[] all, int participants) {
        members = all;
        count = participants;
        arrived.set(0);
        broken = false;
    }

    /** Returns when all have called it. */
    void await(Member member) {
        int before = gate.passed();
        if (!broken) {
            if (arrived.incrementAndGet() == count) {
                arrived.set(0);
                gate.open(members, count);
            } else {
                gate.await(before, member);
            }
        }
        if (broken) {
            throw new BrokenException();
        }
    }

    /** Ends the waiting of all, now and later. */
    void breakUp() {
        broken = true;
        gate.open(members, count);
    }
}
