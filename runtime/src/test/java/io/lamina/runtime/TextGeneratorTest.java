package io.lamina.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextGeneratorTest {
    /** Counts on: behind token n comes n + 1. */
    private static final class Counting implements TokenSession {
        private final List<int[]> taken = new ArrayList<>();
        private int position;

        @Override
        public void start() {
            position = 0;
        }

        @Override
        public float[] next(int... tokens) {
            taken.add(tokens.clone());
            position += tokens.length;
            float[] scores = new float[20];
            scores[(tokens[tokens.length - 1] + 1) % 20] = 1;
            return scores;
        }

        @Override
        public int position() {
            return position;
        }

        @Override
        public int capacity() {
            return 8;
        }
    }

    @Test
    void thePromptGoesInAtOnceAndThenTokenByToken() {
        Counting session = new Counting();
        List<Integer> told = new ArrayList<>();
        int[] text = TextGenerator.generate(session, new int[] {3, 4, 5}, 4, Sampler.greedy(), told::add);
        assertThat(text).containsExactly(3, 4, 5, 6, 7, 8, 9);
        assertThat(told).containsExactly(6, 7, 8, 9);
        assertThat(session.taken).containsExactly(new int[] {3, 4, 5}, new int[] {6}, new int[] {7}, new int[] {8});
    }

    @Test
    void theTextEndsWithTheSession() {
        Counting session = new Counting();
        int[] text = TextGenerator.generate(session, new int[] {1, 2, 3, 4, 5, 6}, 50, Sampler.greedy(), token -> {});
        // Eight tokens fit, and the ninth is what comes behind them.
        assertThat(text).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void startsAnew() {
        Counting session = new Counting();
        TextGenerator.generate(session, new int[] {1}, 3, Sampler.greedy(), token -> {});
        assertThat(TextGenerator.generate(session, new int[] {1}, 3, Sampler.greedy(), token -> {}))
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void refusesAPromptThatDoesNotFit() {
        assertThatThrownBy(() -> TextGenerator.generate(new Counting(), new int[0], 1, Sampler.greedy(), token -> {}))
                .hasMessage("the prompt must have 1 to 8 tokens, but has 0");
        assertThatThrownBy(() -> TextGenerator.generate(new Counting(), new int[9], 1, Sampler.greedy(), token -> {}))
                .hasMessage("the prompt must have 1 to 8 tokens, but has 9");
        assertThatThrownBy(() -> TextGenerator.generate(new Counting(), new int[1], -1, Sampler.greedy(), token -> {}))
                .hasMessage("count must be 0 or more, but is -1");
    }
}
