package dev.mcpgateway.edge;

import java.util.Optional;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.Exits;
import dev.mcpgateway.call.Facts;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.Origin;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.trace.TraceParent;

/** What one exchange carries from filter to filter. Grows on the way in; read by the audit on the way out. */
public final class CurrentCall {
    private static final String KEY = CurrentCall.class.getName();

    private final Origin origin;
    private final Plan plan;
    private final Endpoint endpoint;
    private final Facts facts;
    private final Exits exits = new Exits();
    private volatile @Nullable Caller caller;
    private volatile @Nullable McpCall call;
    private volatile @Nullable CallFailure failure;
    private volatile @Nullable String rpcId;
    private volatile boolean modern;
    private volatile boolean read;

    CurrentCall(Origin origin, Plan plan, Endpoint endpoint, Facts facts) {
        this.origin = origin;
        this.facts = facts;
        this.plan = plan;
        this.endpoint = endpoint;
    }

    void attachTo(ServerWebExchange exchange) {
        exchange.getAttributes().put(KEY, this);
    }

    public static CurrentCall of(ServerWebExchange exchange) {
        CurrentCall current = exchange.getAttribute(KEY);
        if (current == null) {
            throw new IllegalStateException("no filter has seen this exchange");
        }
        return current;
    }

    public Origin origin() {
        return origin;
    }

    /** The plan that was in force when the request arrived. */
    public Plan plan() {
        return plan;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** The server whose MCP endpoint was asked, if it was one. */
    Optional<ServerSpec> server() {
        return endpoint.server();
    }

    public Exits exits() {
        return exits;
    }

    public Caller caller() {
        Caller known = caller;
        if (known == null) {
            throw new IllegalStateException("nobody was authenticated");
        }
        return known;
    }

    public Optional<Caller> callerIfKnown() {
        return Optional.ofNullable(caller);
    }

    void caller(Caller known) {
        this.caller = known;
    }

    /** The call, once the body was read; a door that makes its own call puts it here for the record. */
    public Optional<McpCall> call() {
        return Optional.ofNullable(call);
    }

    public void call(McpCall made) {
        this.call = made;
    }

    /** The JSON-RPC id of a request, also where the rest of it was no good. A client's answer has the server's id. */
    Optional<String> rpcId() {
        return Optional.ofNullable(rpcId);
    }

    /** Whether the request speaks the modern protocol, known from its body before the rest is judged. */
    boolean isModern() {
        return modern;
    }

    /** The body, if there is one, is here to its end. */
    public void wasRead() {
        read = true;
    }

    boolean isRead() {
        return read;
    }

    void read(Envelope.Content content) {
        rpcId = content.method().isPresent() ? content.id().orElse(null) : null;
        modern = content.metaVersion().isPresent();
        content.traceparent().ifPresent(this::joins);
    }

    private void joins(String traceparent) {
        TraceParent.of(traceparent).ifPresent(trace -> facts.traced(trace.traceId()));
        facts.spans().join(traceparent);
    }

    Optional<CallFailure> failure() {
        return Optional.ofNullable(failure);
    }

    /** What went wrong, for the record; the first failure is the one that counts. */
    public void failed(CallFailure why) {
        if (failure == null) {
            failure = why;
        }
    }

    /** What is learnt on the way, for the record; the call made of this exchange carries the same. */
    public Facts facts() {
        return facts;
    }

    /** From the request's arrival to the first byte of its answer; negative while there is none. */
    long firstByteNanos() {
        OptionalLong first = facts.firstByteNanos();
        return first.isEmpty() ? -1 : first.getAsLong() - origin.receivedNanos();
    }

    public void sent(long bytes) {
        facts.sent(bytes);
    }
}
