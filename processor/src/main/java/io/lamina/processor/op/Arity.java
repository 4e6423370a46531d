package io.lamina.processor.op;

/** How many tensors a layer reads. */
public record Arity(int least, int most) {
    public static Arity exactly(int count) {
        return new Arity(count, count);
    }

    public static Arity atLeast(int count) {
        return new Arity(count, Integer.MAX_VALUE);
    }

    public static Arity between(int least, int most) {
        return new Arity(least, most);
    }

    public boolean allows(int count) {
        return count >= least && count <= most;
    }

    @Override
    public String toString() {
        if (least < most && most < Integer.MAX_VALUE) {
            return least + " to " + most + " tensors";
        }
        String number = least == most ? "exactly " + least : "at least " + least;
        return number + (least == 1 ? " tensor" : " tensors");
    }
}
