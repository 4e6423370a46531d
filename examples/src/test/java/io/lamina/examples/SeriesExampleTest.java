package io.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class SeriesExampleTest {
    @Test
    void bothForecastFarBetterThanTheNewestValueAndAreDrawn(@TempDir Path folder) throws Exception {
        Path plot = folder.resolve("series.svg");
        SeriesExample.Errors errors = SeriesExample.run(plot, 20, 1);
        assertThat(errors.naive()).isGreaterThan(0.1);
        assertThat(errors.lstm()).isLessThan(errors.naive() / 5);
        assertThat(errors.gru()).isLessThan(errors.naive() / 5);

        Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(plot.toFile());
        NodeList lines = svg.getElementsByTagName("polyline");
        assertThat(lines.getLength()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            String points = lines.item(i).getAttributes().getNamedItem("points").getNodeValue();
            assertThat(points.trim().split(" ")).hasSize(250);
        }
    }

    @Test
    void theSeriesIsChaoticAndBounded() {
        float[] series = MackeyGlass.series(1000);
        float largest = 0;
        double sum = 0;
        for (float value : series) {
            largest = Math.max(largest, Math.abs(value));
            sum += value;
        }
        assertThat(largest).isBetween(0.3f, 0.6f);
        assertThat(sum / series.length).isBetween(-0.1, 0.1);
        assertThat(MackeyGlass.windows(series).size()).isEqualTo(1000 - 32 - 6 + 1);
    }

    @Test
    void theCommandSavesThePlot(@TempDir Path folder) throws Exception {
        Path plot = folder.resolve("new/series.svg");
        assertThat(Commands.execute(new SeriesExample(), "--epochs", "1", "--plot", plot.toString()))
                .isZero();
        assertThat(Files.readString(plot)).startsWith("<svg").contains("GRU");
    }
}
