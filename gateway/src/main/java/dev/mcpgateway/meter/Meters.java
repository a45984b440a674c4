package dev.mcpgateway.meter;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

import dev.mcpgateway.meter.Metric.Kind;
import dev.mcpgateway.meter.Metric.Tag;

/**
 * Where each metric's values come from. Whoever counts keeps its own counter and names it here once; nothing is
 * computed until somebody scrapes. A part of Micrometer's Prometheus registry, so anything else that is bound there
 * stands beside it.
 */
@Component
public final class Meters implements MultiCollector {
    private final Map<Metric, Map<List<String>, DoubleSupplier>> values = new ConcurrentHashMap<>();
    private final Map<Metric, Map<List<String>, Histogram>> histograms = new ConcurrentHashMap<>();

    /** A counter to be kept and added to; the same one for the same tags. */
    public LongAdder counter(Metric metric, String... tags) {
        LongAdder counter = new LongAdder();
        DoubleSupplier known =
                values(metric).computeIfAbsent(key(metric, Kind.COUNTER, tags), any -> new Counted(counter));
        return known instanceof Counted counted ? counted.adder() : counter;
    }

    /** A counter that somebody else keeps. */
    public void counter(Metric metric, DoubleSupplier value, String... tags) {
        values(metric).put(key(metric, Kind.COUNTER, tags), value);
    }

    public void gauge(Metric metric, DoubleSupplier value, String... tags) {
        values(metric).put(key(metric, Kind.GAUGE, tags), value);
    }

    /** What these tags named is no more. */
    public void forget(Metric metric, String... tags) {
        values(metric).remove(List.of(tags));
    }

    void histogram(Metric metric, Histogram histogram, String... tags) {
        histograms(metric).put(key(metric, Kind.HISTOGRAM, tags), histogram);
    }

    @Override
    public MetricSnapshots collect() {
        return new MetricSnapshots(
                Stream.of(Metric.values()).map(this::snapshot).toList());
    }

    @Override
    public List<String> getPrometheusNames() {
        return Stream.of(Metric.values()).map(Metric::wire).toList();
    }

    private MetricSnapshot snapshot(Metric metric) {
        return switch (metric.kind()) {
            case COUNTER -> {
                CounterSnapshot.Builder all =
                        CounterSnapshot.builder().name(metric.wire()).help(metric.help());
                values(metric)
                        .forEach((tags, value) -> all.dataPoint(CounterDataPointSnapshot.builder()
                                .labels(labels(metric, tags))
                                .value(value.getAsDouble())
                                .build()));
                yield all.build();
            }
            case GAUGE -> {
                GaugeSnapshot.Builder all =
                        GaugeSnapshot.builder().name(metric.wire()).help(metric.help());
                values(metric)
                        .forEach((tags, value) -> all.dataPoint(GaugeDataPointSnapshot.builder()
                                .labels(labels(metric, tags))
                                .value(value.getAsDouble())
                                .build()));
                yield all.build();
            }
            case HISTOGRAM -> {
                HistogramSnapshot.Builder all =
                        HistogramSnapshot.builder().name(metric.wire()).help(metric.help());
                histograms(metric)
                        .forEach((tags, histogram) -> all.dataPoint(HistogramDataPointSnapshot.builder()
                                .labels(labels(metric, tags))
                                .classicHistogramBuckets(histogram.buckets())
                                .sum(histogram.sumSeconds())
                                .build()));
                yield all.build();
            }
        };
    }

    private Map<List<String>, DoubleSupplier> values(Metric metric) {
        return values.computeIfAbsent(metric, any -> new ConcurrentHashMap<>());
    }

    private Map<List<String>, Histogram> histograms(Metric metric) {
        return histograms.computeIfAbsent(metric, any -> new ConcurrentHashMap<>());
    }

    private static List<String> key(Metric metric, Kind kind, String... tags) {
        if (metric.kind() != kind || metric.tags().size() != tags.length) {
            throw new IllegalArgumentException(metric + " is a " + metric.kind() + " with the tags " + metric.tags());
        }
        return List.of(tags);
    }

    private static Labels labels(Metric metric, List<String> values) {
        return Labels.of(metric.tags().stream().map(Tag::wire).toList(), values);
    }

    private record Counted(LongAdder adder) implements DoubleSupplier {
        @Override
        public double getAsDouble() {
            return adder.sum();
        }
    }
}
