package io.lamina.examples.android;

import io.lamina.examples.DigitsCnnInference;
import io.lamina.examples.DigitsCnnParameters;
import java.io.IOException;
import java.nio.file.Path;

/** An app: loads weights and predicts. It is the one class that the shrinker is told to keep. */
public final class Phone {
    private Phone() {}

    public static float[] predict(Path weights, float[] image) throws IOException {
        return new DigitsCnnInference(DigitsCnnParameters.load(weights)).predict(image);
    }
}
