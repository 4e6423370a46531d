package io.lamina.processor.ir;

import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.TensorType;

/** What a primitive sees when the interpreter runs it: whole tensors of doubles (integers too), row-major. */
public interface Reference {
    /** How many inputs there are. */
    int inputs();

    double[] input(int i);

    double[] result(int k);

    TensorType inputType(int i);

    TensorType resultType(int k);

    /** A size as a number, for this run's batch and symbols. */
    int size(Dim dim);

    /** How many steps of a session came before this run. */
    default int position() {
        return 0;
    }

    /** The key of this run's random numbers for one node. */
    long key(String node);
}
