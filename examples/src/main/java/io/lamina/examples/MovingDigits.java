package io.lamina.examples;

import io.lamina.runtime.CounterRandom;
import io.lamina.training.Dataset;

/**
 * Videos made of the real digits: each moves over a dark field at its own speed and bounces off the edges. Pixels go from 0 to 16, as in the
 * digits' file: the mean over a frame, most of which is dark, would leave little of smaller ones, and training would be far slower.
 */
final class MovingDigits {
    static final int FRAMES = 16;
    static final int SIZE = 12;
    private static final int DIGIT = 8;
    private static final int ROOM = SIZE - DIGIT;
    private static final int FASTEST = 2;
    private static final float BRIGHTNESS = 16;

    private MovingDigits() {}

    /**
     * Columns {@code video}, {@code 16 12 12 1}, and {@code digit}, from images and labels of {@link DigitsData}.
     *
     * @param each how many videos of each image, all images before the next video of one
     */
    static Dataset of(Dataset images, int each, long seed) {
        float[] pixels = images.floats("image");
        int[] digits = images.ints("digit");
        float[][] videos = new float[each * digits.length][];
        int[] labels = new int[videos.length];
        long key = CounterRandom.key(seed, "videos");
        for (int i = 0; i < videos.length; i++) {
            int image = i % digits.length;
            videos[i] = video(pixels, image, key, 4L * i);
            labels[i] = digits[image];
        }
        return Dataset.builder().floats("video", videos).ints("digit", labels).build();
    }

    private static float[] video(float[] pixels, int image, long key, long index) {
        float[] video = new float[FRAMES * SIZE * SIZE];
        int x = CounterRandom.bounded(key, index, ROOM + 1);
        int y = CounterRandom.bounded(key, index + 1, ROOM + 1);
        int right = CounterRandom.bounded(key, index + 2, 2 * FASTEST + 1) - FASTEST;
        int down = CounterRandom.bounded(key, index + 3, 2 * FASTEST + 1) - FASTEST;
        for (int frame = 0; frame < FRAMES; frame++) {
            for (int i = 0; i < DIGIT * DIGIT; i++) {
                int to = (frame * SIZE + y + i / DIGIT) * SIZE + x + i % DIGIT;
                video[to] = BRIGHTNESS * pixels[image * DIGIT * DIGIT + i];
            }
            right = x + right < 0 || x + right > ROOM ? -right : right;
            down = y + down < 0 || y + down > ROOM ? -down : down;
            x += right;
            y += down;
        }
        return video;
    }
}
