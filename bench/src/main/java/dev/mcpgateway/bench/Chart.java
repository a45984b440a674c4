package dev.mcpgateway.bench;

import java.util.List;
import java.util.Locale;

/** A bar for each contestant, as long as its median, and over it a line from its least to its most. */
final class Chart {
    private static final int LEFT = 270;
    private static final int WIDTH = 480;
    private static final int ROW = 30;
    private static final int TOP = 40;

    private Chart() {}

    record Bar(String title, Spread spread) {}

    static String svg(String title, List<Bar> bars) {
        double most =
                bars.stream().mapToDouble(bar -> bar.spread().most()).max().orElse(1);
        StringBuilder text = new StringBuilder(2_000);
        text.append(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n"
                        + "<text x=\"8\" y=\"22\" font-weight=\"bold\">%s</text>%n",
                LEFT + WIDTH + 70, TOP + ROW * bars.size() + 10, title));
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            int y = TOP + ROW * i;
            double scale = WIDTH / most;
            text.append(format(
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
                            + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\" fill=\"#4477aa\"/>%n"
                            + "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#222\" stroke-width=\"2\"/>%n"
                            + "<text x=\"%.1f\" y=\"%d\">%.1f</text>%n",
                    LEFT - 8,
                    y + 14,
                    bar.title(),
                    LEFT,
                    y,
                    bar.spread().median() * scale,
                    LEFT + bar.spread().least() * scale,
                    LEFT + bar.spread().most() * scale,
                    y + 9,
                    y + 9,
                    LEFT + bar.spread().most() * scale + 6,
                    y + 14,
                    bar.spread().median()));
        }
        return text.append("</svg>\n").toString();
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
