package io.lamina.runtime;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fixed number of threads that run one job together (single program, multiple data): the caller is member 0, the others
 * are daemon threads. They are started by the first job that needs them, wait for the next one for a while, and end by
 * themselves when none comes, so an owner that forgets its team leaves no thread behind.
 *
 * <p>One thread at a time may use a team. A job that is run again allocates nothing.
 */
public final class Team implements AutoCloseable {
    /** Multiply-adds that are worth a further thread: some ten microseconds, where waking one costs a few. */
    private static final long GRAIN = 1 << 18;

    private final Member[] members;
    /** Work that each thread must have at least; 0 where the number of threads was asked for. */
    private final long grain;

    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicInteger running = new AtomicInteger();
    private final Gate finished = new Gate();
    private final Barrier barrier = new Barrier();
    private Job job;
    private Throwable failure;
    private int culprit;

    /** What each member runs, with its share of the work. */
    public interface Job {
        /** The part of one member; all of them call {@link Member#await} equally often. */
        void run(Member member);
    }

    private Team(int threads, long grain) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, but is " + threads);
        }
        this.grain = grain;
        this.members = new Member[threads];
        for (int i = 0; i < threads; i++) {
            members[i] = new Member(this, i);
        }
    }

    /**
     * A team of this many threads; every job runs on all of them.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public static Team of(int threads) {
        return new Team(threads, 0);
    }

    /**
     * A team for training where nothing else is asked for: as many threads as the system property {@code lamina.threads} says, or
     * as there are processors; jobs with little work run on fewer.
     *
     * @throws IllegalArgumentException if the property is not a number from 1 on
     */
    public static Team ofDefaultSize() {
        String given = System.getProperty("lamina.threads");
        if (given == null) {
            return new Team(Runtime.getRuntime().availableProcessors(), GRAIN);
        }
        try {
            return new Team(Integer.parseInt(given), GRAIN);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the system property lamina.threads must be a number from 1 on, but is \"" + given + "\"", e);
        }
    }

    /** Number of threads, the caller included. */
    public int threads() {
        return members.length;
    }

    /**
     * Runs a job on all members that are worth it, and returns when all have finished. What one of them throws is thrown here, and
     * ends the others at their next {@link Member#await}; of several the one of the lowest member.
     *
     * @param work multiply-adds of the whole job, roughly
     * @throws IllegalStateException if another thread uses this team
     */
    public void run(Job shared, long work) {
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException("another thread uses this team of " + members.length
                    + " threads; a training or a workspace is for one thread at a time");
        }
        try {
            int count = grain == 0 ? members.length : (int) Math.max(1, Math.min(members.length, work / grain));
            if (count == 1) {
                members[0].join(1);
                shared.run(members[0]);
            } else {
                together(shared, count);
            }
        } finally {
            busy.set(false);
        }
    }

    private void together(Job shared, int count) {
        job = shared;
        failure = null;
        barrier.reset(members, count);
        running.set(count - 1);
        int before = finished.passed();
        for (int i = 1; i < count; i++) {
            members[i].call(count);
        }
        members[0].join(count);
        work(members[0]);
        finished.await(before, members[0]);
        members[0].leave();
        job = null;
        if (failure != null) {
            Throwable thrown = failure;
            failure = null;
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        }
    }

    /** A member's part; what it throws is kept. */
    void work(Member member) {
        try {
            job.run(member);
        } catch (Barrier.BrokenException elsewhere) {
            // The member that broke it has reported why.
            assert failure != null;
        } catch (RuntimeException | Error e) {
            fail(member, e);
        }
    }

    /** What a member has thrown instead of finishing. */
    void fail(Member member, Throwable why) {
        synchronized (busy) {
            if (failure == null || member.index() < culprit) {
                failure = why;
                culprit = member.index();
            }
        }
        barrier.breakUp();
    }

    /** A member that is not the caller has finished. */
    void done() {
        if (running.decrementAndGet() == 0) {
            finished.open(members, 1);
        }
    }

    Barrier barrier() {
        return barrier;
    }

    /** Ends the threads; the next job starts them again. */
    @Override
    public void close() {
        for (int i = 1; i < members.length; i++) {
            members[i].dismiss();
        }
    }
}
