package io.lamina.processor.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A session gives what the whole sequence gives, in whatever pieces it comes. */
class SessionTest {
    /** Products of one row and of many sum in another order. */
    private static final float BOUND = 2e-5f;

    @ParameterizedTest
    @CsvSource({"PointWise,12", "Attentive,150", "Recurrent,20", "TokenSteps,9", "Stacked,30"})
    void aSessionGivesWhatTheWholeSequenceGives(String name, int capacity) {
        SessionModel model = SessionModel.of(name, capacity);
        Random random = new Random(5);
        for (int round = 0; round < 6; round++) {
            int batch = 1 + round % 3;
            List<Object> inputs = model.inputs(batch, round);
            List<float[]> whole = model.whole(batch, inputs);
            Object session = model.session(batch, 1 + round % 2);
            for (int again = 0; again < 2; again++) {
                model.start(session, inputs);
                int position = 0;
                while (position < capacity) {
                    int to = Math.min(capacity, position + 1 + (round == 0 ? 0 : random.nextInt(capacity / 2)));
                    List<float[]> newest = model.next(session, batch, inputs, position, to);
                    for (int output = 0; output < newest.size(); output++) {
                        // A final state is the whole sequence's own at its end alone.
                        if (model.hasTime(output) || to == capacity) {
                            float[] expected = model.step(whole.get(output), output, batch, to - 1);
                            close(newest.get(output), expected, name + " step " + to);
                        }
                    }
                    position = to;
                }
            }
            assertThatThrownBy(() -> model.next(session, batch, inputs, 0, 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("this session has come to step " + capacity + " of " + capacity
                            + " (the bound of T): there is no room for 1 more; start() begins anew");
        }
    }

    @Test
    void aSessionThatIsNotStartedSaysSo() {
        SessionModel model = SessionModel.of("PointWise", 12);
        List<Object> inputs = model.inputs(1, 0);
        Object session = model.session(1, 1);
        assertThatThrownBy(() -> model.next(session, 1, inputs, 0, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this session has not been started: start(…) takes the inputs that do not change with T");
    }

    private static void close(float[] actual, float[] expected, String where) {
        float scale = 1;
        for (float value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i])
                    .as("%s, number %d", where, i)
                    .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(BOUND * scale));
        }
    }
}
