package io.lamina.runtime;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A thread that does a member's share of one job after the other, until none comes for a while. */
final class TeamThread extends Thread {
    /** After how long without a job a thread ends. */
    private static final long KEEP_ALIVE_NANOS = 1_000_000_000;

    private static final int WAITING = 0;
    private static final int PARKED = 1;
    private static final int CALLED = 2;
    private static final int ENDED = 3;

    private final Team team;
    private final Member member;
    /** It is started for a job. */
    private final AtomicInteger state = new AtomicInteger(CALLED);

    TeamThread(Team team, Member member) {
        super("lamina-" + member.index());
        this.team = team;
        this.member = member;
        setDaemon(true);
    }

    /** Hands over a job; false if this thread has ended meanwhile. */
    boolean call() {
        int before = state.getAndSet(CALLED);
        if (before == PARKED) {
            LockSupport.unpark(this);
        }
        return before != ENDED;
    }

    /** Lets this thread end. It has no job. */
    void dismiss() {
        state.set(ENDED);
        LockSupport.unpark(this);
    }

    @Override
    public void run() {
        member.bind(this);
        while (awaitCall()) {
            state.set(WAITING);
            team.work(member);
            team.done();
        }
    }

    /** Whether there is a job; false where this thread ends. */
    private boolean awaitCall() {
        long start = System.nanoTime();
        while (state.get() == WAITING) {
            if (!member.spin(start) && state.compareAndSet(WAITING, PARKED)) {
                LockSupport.parkNanos(this, KEEP_ALIVE_NANOS);
                // Nobody is meant to interrupt it; every further park would return at once.
                Thread.interrupted();
                boolean late = System.nanoTime() - start >= KEEP_ALIVE_NANOS;
                if (state.compareAndSet(PARKED, late ? ENDED : WAITING) && late) {
                    return false;
                }
            }
        }
        return state.get() == CALLED;
    }
}
