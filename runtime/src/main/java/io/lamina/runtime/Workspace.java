package io.lamina.runtime;

/**
 * The memory that one call of a model works in. It is made once and used again; one thread at a time may use it, and a
 * batch may have at most {@link #capacity} samples.
 */
public final class Workspace {
    /** Floats of intermediate results, and behind them those of each thread; the compiler has planned every place. */
    public final float[] floats;

    /** Ints of intermediate results, such as the places that a max pool has chosen. */
    public final int[] ints;

    private final int scratch;
    private final int perThread;
    private final String model;
    private final int capacity;
    private final Team team;
    private final Team.Job job;

    /**
     * A workspace for batches of up to {@code capacity}.
     *
     * @throws IllegalArgumentException if the capacity is below 1 or the sizes exceed what an array can hold
     */
    Workspace(String model, int capacity, MemoryInfo memory, Team team, Team.Job job) {
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    model + ": the capacity of a workspace must be at least 1, but is " + capacity);
        }
        this.model = model;
        this.capacity = capacity;
        this.floats = AlignedFloats.allocate(length(memory.floats(capacity, team.threads())));
        this.ints = new int[length(memory.ints(capacity))];
        this.scratch = (int) AlignedFloats.next(memory.floats(capacity));
        this.perThread = (int) memory.scratch();
        this.team = team;
        this.job = job;
    }

    /** Where in {@link #floats} those of a thread's own begin, for the kernel call that it runs. */
    public int scratch(int thread) {
        return scratch + thread * perThread;
    }

    /** Name of the model it was made for. */
    public String model() {
        return model;
    }

    /** Largest batch it has room for. */
    public int capacity() {
        return capacity;
    }

    /** The threads that a call in this workspace runs on. */
    public Team team() {
        return team;
    }

    /** What holds the arguments of a call for these threads; generated code alone knows its type. */
    public Team.Job job() {
        return job;
    }

    /** Runs {@link #job} on {@link #team}; see {@link Team#run}. */
    public void run(long work) {
        team.run(job, work);
    }

    /**
     * What a generated method asks first.
     *
     * @throws IllegalArgumentException if this workspace belongs to another model or the batch does not fit
     */
    public void require(String caller, int batch) {
        if (batch < 1 || batch > capacity || !model.equals(caller)) {
            throw new IllegalArgumentException(complaint(caller, batch));
        }
    }

    private String complaint(String caller, int batch) {
        if (!model.equals(caller)) {
            return caller + ": this workspace was made for " + model + "; ask " + caller + " for one of its own";
        }
        return caller + ": the batch must be 1 to " + capacity + " (the capacity of this workspace), but is " + batch;
    }

    private int length(long size) {
        if (size < 0 || size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(model + ": a batch of " + capacity + " needs a workspace of " + size
                    + " numbers, more than an array can hold; use a smaller batch");
        }
        return (int) size;
    }
}
