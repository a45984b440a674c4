package dev.mcpgateway.audit;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.McpMessage;
import dev.mcpgateway.call.Origin;
import dev.mcpgateway.call.Outcome;
import dev.mcpgateway.config.ServerSpec;

/**
 * One request and what became of it. Before the caller or the call is known, their part is empty.
 *
 * @param rule the rule that decided, where one did
 * @param status the HTTP status the client got, 0 if it left before one
 */
public record AuditRecord(
        UUID id,
        Origin origin,
        Duration took,
        Optional<Caller> caller,
        Optional<McpCall> call,
        Outcome outcome,
        Optional<String> rule,
        int status,
        long bytesOut) {

    Optional<String> server() {
        return call.map(McpCall::server).map(ServerSpec::name);
    }

    Optional<String> method() {
        return call.map(known -> known.message().method().wire());
    }

    Optional<String> name() {
        return call.map(McpCall::message).flatMap(McpMessage::name);
    }

    Optional<String> rpcId() {
        return call.map(McpCall::message).flatMap(McpMessage::id);
    }

    Optional<String> client() {
        return call.map(McpCall::message).flatMap(McpMessage::client);
    }

    Optional<String> version() {
        return call.map(known -> known.message().version().wire());
    }

    Optional<String> plan() {
        return call.map(known -> known.plan().digest());
    }

    long bytesIn() {
        return call.map(known -> (long) known.message().body().remaining()).orElse(0L);
    }

    /** Why there was no answer, where there was none. */
    Optional<CallFailure> failure() {
        if (outcome instanceof Outcome.Refused refused) {
            return Optional.of(refused.why());
        }
        return outcome instanceof Outcome.Failed failed ? Optional.of(failed.why()) : Optional.empty();
    }

    /** For the log: no argument, no token. */
    String line() {
        return origin.requestId() + " " + caller.map(Caller::key).orElse("-") + " "
                + call.map(McpCall::target).orElse(origin.path()) + " " + outcome.word() + " "
                + failure().map(failure -> failure.reason().word()).orElse("-") + " " + took.toMillis() + "ms";
    }
}
