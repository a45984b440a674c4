package dev.mcpgateway.task;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Gate;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.wire.McpMethod;

/** Lets a caller at its own tasks only. Somebody else's task is answered as one that never was. */
@Component
public final class TaskGate implements Gate {
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
                        .flatMap(own -> own ? Exit.LET_IN : Mono.error(notFound())))
                .orElseGet(() -> Mono.error(CallFailure.of(
                        Reason.INVALID_PARAMS, call.message().method().wire() + " needs a \"taskId\"")));
    }

    private static CallFailure notFound() {
        return CallFailure.of(Reason.TASK_NOT_FOUND, "there is no such task");
    }
}
