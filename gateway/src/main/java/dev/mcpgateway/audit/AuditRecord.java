package dev.mcpgateway.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.Facts;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.Origin;
import dev.mcpgateway.call.Outcome;
import dev.mcpgateway.call.RequestIds;
import dev.mcpgateway.config.Plan;

/**
 * One request and what became of it. Before the caller or the call is known, their part is empty; before the end, the
 * outcome is unknown.
 *
 * @param ended when this was written down
 * @param status the HTTP status the client got, 0 if it left before one
 */
public record AuditRecord(
        Kind kind,
        Origin origin,
        Facts facts,
        Plan plan,
        Optional<Caller> caller,
        Optional<McpCall> call,
        Outcome outcome,
        int status,
        Instant ended,
        Duration took) {

    /** What a record is about. */
    public enum Kind {
        REQUEST,
        /** A plan came into force. */
        PLAN,
        /** Records could not be kept; its detail says how many. */
        LOST,
        /** A day of records was dropped, because it was old enough. */
        RETENTION;

        private final String word = name().toLowerCase(Locale.ROOT);

        String word() {
            return word;
        }
    }

    /** A call that is about to be made. */
    static AuditRecord opening(McpCall call, Instant now) {
        return new AuditRecord(
                Kind.REQUEST,
                call.origin(),
                call.facts(),
                call.plan(),
                Optional.of(call.caller()),
                Optional.of(call),
                new Outcome.Unknown(),
                0,
                now,
                Duration.ZERO);
    }

    /** Something that happened without a request. */
    static AuditRecord event(Kind kind, Instant now, Plan plan, String detail) {
        Facts facts = new Facts("");
        facts.detail(detail);
        return new AuditRecord(
                kind,
                new Origin(RequestIds.next(now).toString(), now, 0, "", ""),
                facts,
                plan,
                Optional.empty(),
                Optional.empty(),
                new Outcome.Answered(0, Outcome.Answered.Says.RESULT),
                0,
                now,
                Duration.ZERO);
    }

    boolean isRefused() {
        return outcome instanceof Outcome.Refused;
    }

    /** Why there was no answer, where there was none. */
    Optional<CallFailure> failure() {
        if (outcome instanceof Outcome.Refused refused) {
            return Optional.of(refused.why());
        }
        return outcome instanceof Outcome.Failed failed ? Optional.of(failed.why()) : Optional.empty();
    }

    /** The rule that let the call in, or the one that kept it out. */
    Optional<String> rule() {
        return facts.rule().or(() -> fromFailure("rule"));
    }

    Optional<String> limit() {
        return fromFailure("limit");
    }

    private Optional<String> fromFailure(String key) {
        return failure().map(failure -> failure.data().get(key)).map(Object::toString);
    }

    /** For the log: no argument, no token. */
    String line() {
        return origin.requestId() + " " + caller.map(Caller::key).orElse("-") + " "
                + call.map(McpCall::target).orElse(origin.path()) + " "
                + outcome.word() + " "
                + failure().map(failure -> failure.reason().word()).orElse("-") + " " + took.toMillis() + "ms";
    }
}
