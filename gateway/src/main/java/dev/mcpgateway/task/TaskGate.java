package dev.mcpgateway.task;

import java.util.Map;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Gate;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.McpMessage;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.wire.McpMethod;
import dev.mcpgateway.wire.McpVersion;
import dev.mcpgateway.wire.MetaKeys;

/** Lets a caller at its own tasks only. Somebody else's task is answered as one that never was. */
@Component
public final class TaskGate implements Gate {
    private static final Map<String, Object> REQUIRED =
            Map.of("extensions", Map.of(MetaKeys.TASKS_EXTENSION, Map.of()));

    private final TaskOwners owners;

    TaskGate(TaskOwners owners) {
        this.owners = owners;
    }

    @Override
    public Pipeline at() {
        return Pipeline.TASK;
    }

    @Override
    public Mono<Exit> enter(McpCall call) {
        if (call.message().method().kind() != McpMethod.Kind.TASK) {
            return Exit.LET_IN;
        }
        if (call.message().method() == McpMethod.TASKS_LIST) {
            return owners.recall(call.server(), call.caller()).then(Exit.LET_IN);
        }
        return call.message()
                .name()
                .map(id -> owners.mayTouch(call.server(), id, call.caller())
                        .flatMap(own -> own ? Exit.LET_IN : Mono.error(refused(call.message()))))
                .orElseGet(() -> Mono.error(CallFailure.of(
                        Reason.INVALID_PARAMS, call.message().method().wire() + " needs a \"taskId\"")));
    }

    private static CallFailure refused(McpMessage message) {
        // What MCP answers first, whatever the id: who takes no tasks can have none.
        if (message.version().era() == McpVersion.Era.MODERN && !message.mayBecomeTask()) {
            return CallFailure.of(
                            Reason.MISSING_CLIENT_CAPABILITY,
                            message.method().wire() + " needs the client capability " + MetaKeys.TASKS_EXTENSION)
                    .with("requiredCapabilities", REQUIRED);
        }
        return CallFailure.of(Reason.TASK_NOT_FOUND, "there is no such task");
    }
}
