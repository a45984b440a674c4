package dev.mcpgateway.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;

/**
 * Begins the trace of each request, if operators named a collector. Spans wait in a bounded queue and leave in batches
 * on a thread of their own; when the collector is away they are dropped, and no call notices.
 */
public final class Tracing implements AutoCloseable {
    private static final String PATH = "/v1/traces";
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int WAITING = 8_192;

    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Tracer tracer;

    Tracing(TraceSettings settings) {
        provider = settings.endpoint().isBlank() ? null : provider(settings);
        tracer = provider == null ? null : provider.get("dev.mcpgateway");
    }

    /** With what the HTTP request says about the trace it belongs to. */
    public RequestTrace begin(Instant received, @Nullable String traceparent, @Nullable String tracestate) {
        return tracer == null ? RequestTrace.NONE : new Spans(tracer, received, traceparent, tracestate);
    }

    public boolean isOn() {
        return tracer != null;
    }

    private static SdkTracerProvider provider(TraceSettings settings) {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.endpoint().replaceAll("/+$", "") + PATH)
                .setTimeout(ANSWER)
                .build();
        return SdkTracerProvider.builder()
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.sample())))
                .setResource(Resource.getDefault()
                        .merge(Resource.create(
                                Attributes.of(AttributeKey.stringKey("service.name"), settings.service()))))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setMaxQueueSize(WAITING)
                        .setScheduleDelay(Duration.ofSeconds(1))
                        .build())
                .build();
    }

    /** Sends what is left. */
    @Override
    public void close() {
        Optional.ofNullable(provider).ifPresent(SdkTracerProvider::close);
    }
}
