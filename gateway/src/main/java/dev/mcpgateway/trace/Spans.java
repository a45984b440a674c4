package dev.mcpgateway.trace;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;

/**
 * The spans of one request. They begin late, with the time at which it came: whose child a request is, is known for
 * sure only when its message has been read.
 */
final class Spans implements RequestTrace {
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final String NAME_UNTIL_KNOWN = "mcp";

    private final Tracer tracer;
    private final Instant received;
    private final SpanContext http;
    private SpanContext message = SpanContext.getInvalid();
    private @Nullable Span server;
    private @Nullable Span client;

    Spans(Tracer tracer, Instant received, @Nullable String traceparent, @Nullable String tracestate) {
        this.tracer = tracer;
        this.received = received;
        this.http = remote(traceparent, tracestate);
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public synchronized void join(@Nullable String traceparent) {
        message = remote(traceparent, null);
    }

    @Override
    public synchronized Optional<String> traceId() {
        return Optional.of(server().getSpanContext().getTraceId());
    }

    @Override
    public synchronized Map<String, String> cross() {
        Context ofServer = Context.root().with(server());
        Span crossing = tracer.spanBuilder(NAME_UNTIL_KNOWN)
                .setSpanKind(SpanKind.CLIENT)
                .setParent(ofServer)
                .startSpan();
        client = crossing;
        Map<String, String> headers = new HashMap<>();
        W3C.inject(Context.root().with(crossing), headers, (carrier, key, value) -> headers.put(key, value));
        return headers;
    }

    @Override
    public synchronized void end(String name, Map<String, Object> attributes, Optional<String> error) {
        Attributes all = attributes(attributes);
        if (client != null) {
            end(client, name, all, error);
        }
        end(server(), name, all, error);
    }

    private static void end(Span span, String name, Attributes attributes, Optional<String> error) {
        span.updateName(name).setAllAttributes(attributes);
        error.ifPresent(words -> span.setStatus(StatusCode.ERROR, words));
        span.end();
    }

    private Span server() {
        if (server == null) {
            SpanBuilder builder = tracer.spanBuilder(NAME_UNTIL_KNOWN)
                    .setSpanKind(SpanKind.SERVER)
                    .setStartTimestamp(received);
            SpanContext parent = message.isValid() ? message : http;
            if (parent.isValid()) {
                builder.setParent(Context.root().with(Span.wrap(parent)));
            } else {
                builder.setNoParent();
            }
            if (message.isValid() && http.isValid()) {
                builder.addLink(http);
            }
            server = builder.startSpan();
        }
        return server;
    }

    private static SpanContext remote(@Nullable String traceparent, @Nullable String tracestate) {
        if (traceparent == null) {
            return SpanContext.getInvalid();
        }
        Map<String, String> said = new HashMap<>();
        said.put(TraceParent.NAME, traceparent);
        if (tracestate != null) {
            said.put(TraceParent.STATE, tracestate);
        }
        return Span.fromContext(W3C.extract(Context.root(), said, SaidByCaller.INSTANCE))
                .getSpanContext();
    }

    private static Attributes attributes(Map<String, Object> values) {
        AttributesBuilder builder = Attributes.builder();
        values.forEach((key, value) -> {
            if (value instanceof Number number) {
                builder.put(key, number.longValue());
            } else {
                builder.put(key, value.toString());
            }
        });
        return builder.build();
    }
}
