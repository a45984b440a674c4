package dev.mcpgateway.edge;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.stereotype.Component;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.McpMessage;
import dev.mcpgateway.call.Outcome;
import dev.mcpgateway.call.Reason;

/**
 * What the log says about a request: one line for one that is refused or fails, and by setting one for any other. What
 * a line is about stands in its fields, put there as it is written; nothing travels with a thread.
 *
 * <p>Never an argument, a token or a secret: a line holds names, numbers and our own words.
 */
@Component
final class CallLog {
    private static final Logger log = LoggerFactory.getLogger("dev.mcpgateway.calls");

    private final LogSettings settings;

    CallLog(LogSettings settings) {
        this.settings = settings;
    }

    /** It is refused or has failed. */
    void failed(CurrentCall current, CallFailure failure) {
        Reason reason = failure.reason();
        LoggingEventBuilder line = about(level(reason), current)
                .addKeyValue("event.outcome", "failure")
                .addKeyValue("event.reason", reason.word());
        Throwable cause = failure.getCause();
        if (reason == Reason.INTERNAL && cause != null) {
            line.setCause(cause).log(reason.word());
        } else if (cause != null) {
            line.log("{}: {} ({})", reason.word(), failure.message(), cause.toString());
        } else {
            line.log("{}: {}", reason.word(), failure.message());
        }
    }

    /** It is over. */
    void ended(CurrentCall current, Outcome outcome, long nanos) {
        if (!settings.everyCall() || current.failure().isPresent() || !log.isInfoEnabled()) {
            return;
        }
        about(Level.INFO, current)
                .addKeyValue("event.outcome", outcome instanceof Outcome.Answered ? "success" : "unknown")
                .addKeyValue("event.duration", nanos)
                .log("{} in {} ms", outcome.word(), TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    private static Level level(Reason reason) {
        if (reason == Reason.INTERNAL) {
            return Level.ERROR;
        }
        return reason.isRefusal() ? Level.INFO : Level.WARN;
    }

    private static LoggingEventBuilder about(Level level, CurrentCall current) {
        Optional<McpCall> call = current.call();
        LoggingEventBuilder line = log.atLevel(level)
                .addKeyValue("http.request.id", current.origin().requestId());
        line = with(line, "trace.id", current.facts().trace());
        line = with(line, "user.id", current.callerIfKnown().map(Caller::subject));
        line = with(line, "organization.id", current.callerIfKnown().map(Caller::tenant));
        if (call.isEmpty()) {
            return line.addKeyValue("url.path", printable(current.origin().path()));
        }
        McpMessage message = call.get().message();
        line = line.addKeyValue("mcp.server", call.get().server().name())
                .addKeyValue("mcp.method.name", message.method().wire());
        // A resource's URI may say more than a log should keep; the audit record has it.
        return switch (message.method()) {
            case TOOLS_CALL -> with(line, "gen_ai.tool.name", message.name());
            case PROMPTS_GET -> with(line, "gen_ai.prompt.name", message.name());
            default -> line;
        };
    }

    private static LoggingEventBuilder with(LoggingEventBuilder line, String key, Optional<String> value) {
        return value.isEmpty() ? line : line.addKeyValue(key, printable(value.get()));
    }

    /** A subject with a line break in it would begin a line of its own. */
    private static String printable(String text) {
        return text.chars().noneMatch(Character::isISOControl)
                ? text
                : text.codePoints()
                        .map(c -> Character.isISOControl(c) ? '?' : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }
}
