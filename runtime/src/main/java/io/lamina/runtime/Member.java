package io.lamina.runtime;

import io.lamina.runtime.kernels.Lane;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread of a {@link Team} in a job: which share of the work is its own, and where it waits for the others. Shares follow
 * from sizes and the number of members alone.
 */
public final class Member {
    /** How long a wait spins before it parks: longer than the others usually take, as long as it takes to be woken. */
    private static final long SPIN_NANOS = 50_000;

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final Team team;
    private final int index;
    private int count = 1;
    private TeamThread helper;
    private volatile Thread thread;
    private volatile boolean parked;
    private boolean interrupted;

    Member(Team team, int index) {
        this.team = team;
        this.index = index;
    }

    /** The number of this member, from 0 on. */
    public int index() {
        return index;
    }

    /** Whether this member does what one thread alone must do. */
    public boolean isFirst() {
        return index == 0;
    }

    /** Where this member's share of {@code size} things begins. */
    public int from(int size) {
        return (int) ((long) size * index / count);
    }

    /** Where this member's share of {@code size} things ends; the next one's begins there. */
    public int to(int size) {
        return (int) ((long) size * (index + 1) / count);
    }

    /** Where this member's share begins, a multiple of {@code unit}. */
    public int from(int size, int unit) {
        return Math.min(size, from((size + unit - 1) / unit) * unit);
    }

    /** Where this member's share ends, a multiple of {@code unit} or the end. */
    public int to(int size, int unit) {
        return Math.min(size, to((size + unit - 1) / unit) * unit);
    }

    /** Waits until every member is here: what the others have written before can be read after it. */
    public void await() {
        if (count > 1) {
            team.barrier().await(this);
        }
    }

    /** Member 0 before a job: the calling thread takes part. */
    void join(int members) {
        count = members;
        bind(members > 1 ? Thread.currentThread() : null);
    }

    void bind(Thread runner) {
        thread = runner;
    }

    /** Member 0 behind a job: the calling thread is itself again. */
    void leave() {
        thread = null;
        if (interrupted) {
            interrupted = false;
            Thread.currentThread().interrupt();
        }
    }

    /** Hands a job to this member's thread, and starts one where there is none. */
    void call(int members) {
        count = members;
        if (helper == null || !helper.call()) {
            helper = new TeamThread(team, this);
            try {
                helper.start();
            } catch (OutOfMemoryError noThread) {
                helper = null;
                team.fail(this, noThread);
                team.done();
            }
        }
    }

    /** Lets this member's thread end, if it has one. */
    void dismiss() {
        if (helper != null) {
            helper.dismiss();
            helper = null;
        }
    }

    /** Passes a moment; false where it is time to park. */
    boolean spin(long start) {
        if (count > PROCESSORS || System.nanoTime() - start > SPIN_NANOS) {
            return false;
        }
        Lane.pause();
        return true;
    }

    /** Parks while the number is {@code before}. */
    void park(AtomicInteger number, int before) {
        parked = true;
        while (number.get() == before) {
            LockSupport.park(this);
            // An interrupt would make every further park return at once.
            interrupted |= Thread.interrupted();
        }
        parked = false;
    }

    void unparkIfParked() {
        if (parked) {
            LockSupport.unpark(thread);
        }
    }
}
