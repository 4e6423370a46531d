package io.lamina.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines over one another as an SVG: what somebody wants to see of a forecast, in any browser. */
final class LineChart {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 320;
    private static final int MARGIN = 40;

    private final String title;
    private final List<Line> lines = new ArrayList<>();

    private record Line(String name, String color, List<Float> values) {}

    LineChart(String title) {
        this.title = title;
    }

    /** Adds a line; its values stand at equal distances. */
    LineChart line(String name, String color, float[] values) {
        if (values.length < 2) {
            throw new IllegalArgumentException("a line needs two points, but " + name + " has " + values.length);
        }
        List<Float> points = new ArrayList<>();
        for (float value : values) {
            points.add(value);
        }
        lines.add(new Line(name, color, points));
        return this;
    }

    String svg() {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (Line line : lines) {
            for (float value : line.values) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n",
                WIDTH,
                HEIGHT));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        text(svg, MARGIN, 20, "black", title);
        text(svg, 4, MARGIN + 5, "gray", String.format(Locale.ROOT, "%.2f", most));
        text(svg, 4, HEIGHT - MARGIN, "gray", String.format(Locale.ROOT, "%.2f", least));
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            text(svg, MARGIN + 160 * i, HEIGHT - 12, line.color, line.name);
            svg.append("<polyline fill=\"none\" stroke-width=\"1.5\" stroke=\"")
                    .append(line.color)
                    .append("\" points=\"");
            for (int k = 0; k < line.values.size(); k++) {
                double x = MARGIN + (WIDTH - 2.0 * MARGIN) * k / (line.values.size() - 1);
                double share = most > least ? (line.values.get(k) - least) / (most - least) : 0.5;
                svg.append(
                        String.format(Locale.ROOT, "%.1f,%.1f ", x, HEIGHT - MARGIN - (HEIGHT - 2.0 * MARGIN) * share));
            }
            svg.append("\"/>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private static void text(StringBuilder svg, int x, int y, String color, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n", x, y, color, escaped));
    }
}
