package io.lamina.processor.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
    private static final List<String> KNOWN = List.of("image", "conv1", "conv2", "pool1", "logits", "x");

    @ParameterizedTest
    @CsvSource({
        "cnov1, conv1",
        "conv, conv1",
        "conv3, conv1",
        "convv2, conv2",
        "Image, image",
        "imgae, image",
        "logit, logits",
        "pol1, pool1",
        "somethingElse, ",
        "y, x",
        "z9, ",
    })
    void findsWhatWasMeant(String typed, String meant) {
        assertThat(Suggestions.nearest(typed, KNOWN).orElse(null)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"'', '', 0", "ab, ba, 1", "abc, abc, 0", "abc, '', 3", "kitten, sitting, 3", "ca, abc, 3"})
    void countsTypingErrors(String from, String to, int errors) {
        assertThat(Suggestions.distance(from, to)).isEqualTo(errors);
        assertThat(Suggestions.distance(to, from)).isEqualTo(errors);
    }

    @Test
    void saysNothingWhereNothingIsNear() {
        assertThat(Suggestions.didYouMean("somethingElse", KNOWN)).isEmpty();
        assertThat(Suggestions.didYouMean("cnov1", KNOWN)).isEqualTo(" Did you mean 'conv1'?");
    }
}
