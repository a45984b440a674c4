package dev.mcpgateway.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import tools.jackson.databind.json.JsonMapper;

import dev.mcpgateway.meter.Metric.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/** Dashboard and alerts speak of what the gateway really counts. */
class DashboardTest {
    private static final Path FOLDER = Path.of("../deploy/observability");
    private static final Pattern NAMED = Pattern.compile("(mcp_gateway_[a-z_]+)(\\{([^}]*)})?");
    private static final Pattern TAG = Pattern.compile("([a-z_]+)\\s*(=~|!=|!~|=)");
    private static final Pattern GROUPED = Pattern.compile("by \\(([^)]*)\\)");

    /** What Prometheus adds to every series, and to a histogram's. */
    private static final Set<String> PROMETHEUS_TAGS = Set.of("instance", "job", "le");

    @Test
    void everyMetricAndTagTheyNameExists() throws IOException {
        Set<String> known = new HashSet<>();
        Arrays.stream(Metric.values()).forEach(metric -> known.addAll(onTheWire(metric)));
        Set<String> tags = Arrays.stream(Tag.values()).map(Tag::wire).collect(Collectors.toSet());
        tags.addAll(PROMETHEUS_TAGS);

        for (String text : expressions()) {
            Matcher named = NAMED.matcher(text);
            while (named.find()) {
                assertThat(known).contains(named.group(1));
                if (named.group(3) != null) {
                    assertThat(tagsOf(metric(named.group(1)))).containsAll(all(TAG, named.group(3)));
                }
            }
            for (String grouped : all(GROUPED, text)) {
                assertThat(tags).containsAll(List.of(grouped.split(",\\s*")));
            }
        }
    }

    @Test
    void everyMetricIsShownOrWatched() throws IOException {
        String all = String.join("\n", expressions());

        assertThat(Metric.values()).allSatisfy(metric -> assertThat(all).contains(metric.wire()));
    }

    @Test
    void bothFilesCanBeRead() throws IOException {
        assertThat(JsonMapper.shared()
                        .readTree(Files.readString(FOLDER.resolve("grafana-dashboard.json")))
                        .at("/panels")
                        .size())
                .isGreaterThan(10);
        Object alerts = new Yaml().load(Files.readString(FOLDER.resolve("alerts.yml")));
        assertThat(alerts).asString().contains("groups");
    }

    private static List<String> expressions() throws IOException {
        return List.of(
                // In JSON the quotes of a PromQL expression are escaped.
                Files.readString(FOLDER.resolve("grafana-dashboard.json")).replace("\\\"", "\""),
                Files.readString(FOLDER.resolve("alerts.yml")));
    }

    private static List<String> onTheWire(Metric metric) {
        return switch (metric.kind()) {
            case COUNTER -> List.of(metric.wire() + "_total");
            case GAUGE -> List.of(metric.wire());
            case HISTOGRAM -> List.of(metric.wire() + "_bucket", metric.wire() + "_sum", metric.wire() + "_count");
        };
    }

    private static Metric metric(String onTheWire) {
        return Arrays.stream(Metric.values())
                .filter(metric -> onTheWire(metric).contains(onTheWire))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> tagsOf(Metric metric) {
        Set<String> tags = metric.tags().stream().map(Tag::wire).collect(Collectors.toSet());
        tags.addAll(PROMETHEUS_TAGS);
        return tags;
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
