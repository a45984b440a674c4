package dev.mcpgateway.wire;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every method a client may send to a server, in either era. */
public enum McpMethod {
    DISCOVER("server/discover"),
    INITIALIZE("initialize"),
    PING("ping"),
    TOOLS_LIST("tools/list"),
    TOOLS_CALL("tools/call"),
    PROMPTS_LIST("prompts/list"),
    PROMPTS_GET("prompts/get"),
    RESOURCES_LIST("resources/list"),
    RESOURCES_TEMPLATES_LIST("resources/templates/list"),
    RESOURCES_READ("resources/read"),
    RESOURCES_SUBSCRIBE("resources/subscribe"),
    RESOURCES_UNSUBSCRIBE("resources/unsubscribe"),
    COMPLETION_COMPLETE("completion/complete"),
    LOGGING_SET_LEVEL("logging/setLevel"),
    SUBSCRIPTIONS_LISTEN("subscriptions/listen"),
    TASKS_GET("tasks/get"),
    TASKS_UPDATE("tasks/update"),
    TASKS_RESULT("tasks/result"),
    TASKS_LIST("tasks/list"),
    TASKS_CANCEL("tasks/cancel"),
    NOTIFICATIONS_INITIALIZED("notifications/initialized"),
    NOTIFICATIONS_CANCELLED("notifications/cancelled"),
    NOTIFICATIONS_PROGRESS("notifications/progress"),
    NOTIFICATIONS_ROOTS_LIST_CHANGED("notifications/roots/list_changed");

    private static final Map<String, McpMethod> BY_WIRE =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(McpMethod::wire, Function.identity()));

    private final String wire;

    McpMethod(String wire) {
        this.wire = wire;
    }

    /** The method as it stands in {@code "method"}. */
    public String wire() {
        return wire;
    }

    /** A notification has no id and gets no answer but an HTTP status. */
    public boolean isNotification() {
        return wire.startsWith("notifications/");
    }

    public static Optional<McpMethod> of(String wire) {
        return Optional.ofNullable(BY_WIRE.get(wire));
    }
}
