package dev.mcpgateway.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

import dev.mcpgateway.audit.AuditRecord;
import dev.mcpgateway.audit.Journal;
import dev.mcpgateway.call.Facts;
import dev.mcpgateway.call.Origin;
import dev.mcpgateway.call.Outcome;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.call.RequestIds;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.Plans;
import dev.mcpgateway.meter.CallMeter;
import dev.mcpgateway.trace.TraceParent;
import dev.mcpgateway.trace.Tracing;
import dev.mcpgateway.wire.GatewayHeaders;

/** Begins the exchange's {@link CurrentCall} and, when all is over, closes what the gates gave and writes the record. */
@Component
final class AuditDoor implements Door {
    private final Plans plans;
    private final Journal journal;
    private final CallMeter calls;
    private final CallLog log;
    private final Tracing tracing;
    private final ClientAddress address;
    private final InstantSource clock;

    AuditDoor(
            Plans plans,
            Journal journal,
            CallMeter calls,
            CallLog log,
            Tracing tracing,
            ClientAddress address,
            InstantSource clock) {
        this.address = address;
        this.plans = plans;
        this.journal = journal;
        this.calls = calls;
        this.log = log;
        this.tracing = tracing;
        this.clock = clock;
    }

    @Override
    public Pipeline at() {
        return Pipeline.AUDIT;
    }

    @Override
    public Mono<Void> pass(ServerWebExchange exchange, WebFilterChain inside) {
        Instant now = clock.instant();
        String id = RequestIds.next(now).toString();
        String path = exchange.getRequest().getURI().getRawPath();
        Plan plan = plans.current();
        Origin origin = new Origin(id, now, System.nanoTime(), address.of(exchange.getRequest()), path);
        Facts facts = new Facts(exchange.getRequest().getMethod().name());
        trace(exchange, now, facts);
        CurrentCall current = new CurrentCall(origin, plan, Endpoint.of(path, plan), facts);
        current.attachTo(exchange);
        calls.begun();
        exchange.getResponse().getHeaders().set(GatewayHeaders.REQUEST_ID, origin.requestId());
        if (!current.endpoint().isOpen()) {
            // Nothing leaves unrecorded, however soon after that this process may die.
            exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> begin(current, exchange)));
        }
        return inside.filter(exchange).doFinally(signal -> end(current, exchange, signal));
    }

    private void trace(ServerWebExchange exchange, Instant now, Facts facts) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        String parent = headers.getFirst(TraceParent.NAME);
        TraceParent.of(parent).ifPresent(trace -> facts.traced(trace.traceId()));
        if (tracing.isOn()) {
            facts.spans(tracing.begin(now, parent, headers.getFirst(TraceParent.STATE)));
        }
    }

    private void begin(CurrentCall current, ServerWebExchange exchange) {
        if (!journal.isOpen(current.origin())) {
            Outcome outcome = current.failure().map(Outcome::of).orElseGet(Outcome.Unknown::new);
            journal.begin(record(current, outcome, exchange.getResponse().getStatusCode(), Duration.ZERO));
        }
    }

    private void end(CurrentCall current, ServerWebExchange exchange, SignalType signal) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        Outcome outcome = outcome(current, status, signal);
        current.exits().close(outcome);
        long nanos = System.nanoTime() - current.origin().receivedNanos();
        if (current.endpoint().isOpen()) {
            calls.unmeasured();
            return;
        }
        calls.ended(current.plan(), current.call(), outcome, current.failure(), nanos, current.firstByteNanos());
        log.ended(current, outcome, nanos);
        CallSpan.end(current, outcome);
        journal.write(record(current, outcome, status, Duration.ofNanos(nanos)));
    }

    private AuditRecord record(CurrentCall current, Outcome outcome, @Nullable HttpStatusCode status, Duration took) {
        return new AuditRecord(
                AuditRecord.Kind.REQUEST,
                current.origin(),
                current.facts(),
                current.plan(),
                current.callerIfKnown(),
                current.call(),
                outcome,
                status == null ? 0 : status.value(),
                clock.instant(),
                took);
    }

    private static Outcome outcome(CurrentCall current, @Nullable HttpStatusCode status, SignalType signal) {
        return current.failure()
                .map(Outcome::of)
                .orElseGet(() -> signal == SignalType.CANCEL
                        ? new Outcome.Cancelled()
                        : new Outcome.Answered(
                                status == null ? 200 : status.value(),
                                current.facts().says()));
    }
}
