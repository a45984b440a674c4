package dev.mcpgateway.upstream;

import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.config.ServerSpec.Instance;
import dev.mcpgateway.task.TaskOwners;
import dev.mcpgateway.wire.McpMethod;

/** What one instance began, only it can go on with: a session, a task. */
@Component
final class Affinity {
    private final TaskOwners tasks;

    Affinity(TaskOwners tasks) {
        this.tasks = tasks;
    }

    Optional<Instance> of(McpCall call, ServerSpec to) {
        if (to.instances().size() == 1) {
            return Optional.of(to.instances().get(0));
        }
        if (call.session().isPresent()) {
            return to.instance(call.session().get().instance());
        }
        return call.message().method().kind() == McpMethod.Kind.TASK
                ? call.message()
                        .name()
                        .flatMap(task -> tasks.instanceOf(call.server(), task))
                        .flatMap(to::instance)
                : Optional.empty();
    }
}
