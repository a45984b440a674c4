package dev.mcpgateway.wire;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything a client may send to a server, in either era. */
public enum McpMethod {
    DISCOVER("server/discover", Kind.SESSION),
    INITIALIZE("initialize", Kind.SESSION),
    PING("ping", Kind.SESSION),
    TOOLS_LIST("tools/list", Kind.LIST),
    TOOLS_CALL("tools/call", Kind.USE),
    PROMPTS_LIST("prompts/list", Kind.LIST),
    PROMPTS_GET("prompts/get", Kind.USE),
    RESOURCES_LIST("resources/list", Kind.LIST),
    RESOURCES_TEMPLATES_LIST("resources/templates/list", Kind.LIST),
    RESOURCES_READ("resources/read", Kind.USE),
    RESOURCES_SUBSCRIBE("resources/subscribe", Kind.USE),
    RESOURCES_UNSUBSCRIBE("resources/unsubscribe", Kind.USE),
    COMPLETION_COMPLETE("completion/complete", Kind.USE),
    LOGGING_SET_LEVEL("logging/setLevel", Kind.SESSION),
    SUBSCRIPTIONS_LISTEN("subscriptions/listen", Kind.SESSION),
    TASKS_GET("tasks/get", Kind.TASK),
    TASKS_UPDATE("tasks/update", Kind.TASK),
    TASKS_RESULT("tasks/result", Kind.TASK),
    TASKS_LIST("tasks/list", Kind.TASK),
    TASKS_CANCEL("tasks/cancel", Kind.TASK),
    NOTIFICATIONS_INITIALIZED("notifications/initialized", Kind.NOTIFICATION),
    NOTIFICATIONS_CANCELLED("notifications/cancelled", Kind.NOTIFICATION),
    NOTIFICATIONS_PROGRESS("notifications/progress", Kind.NOTIFICATION),
    NOTIFICATIONS_ROOTS_LIST_CHANGED("notifications/roots/list_changed", Kind.NOTIFICATION),
    NOTIFICATIONS_TASKS_STATUS("notifications/tasks/status", Kind.NOTIFICATION),
    /** Opens, or takes up again, the stream on which a legacy server speaks unasked. */
    SESSION_STREAM("GET", Kind.TRANSPORT),
    SESSION_END("DELETE", Kind.TRANSPORT),
    /** The answer of a legacy client to a request that came on a stream. */
    RESPONSE("response", Kind.TRANSPORT);

    /** What a method touches, and so what it takes to be allowed to send it. */
    public enum Kind {
        /** Opens, describes or keeps up the conversation; names nothing. */
        SESSION,
        /** Shows what there is. */
        LIST,
        /** Uses one tool, prompt or resource, by name. */
        USE,
        /** Touches a task that an earlier use left running. */
        TASK,
        /** Tells; has no id and gets no answer but an HTTP status. */
        NOTIFICATION,
        /** Of a legacy session, said by HTTP itself or by the shape of a message: never stands in {@code "method"}. */
        TRANSPORT
    }

    private static final Map<String, McpMethod> BY_WIRE = Stream.of(values())
            .filter(method -> method.kind != Kind.TRANSPORT)
            .collect(Collectors.toUnmodifiableMap(McpMethod::wire, Function.identity()));

    private final String wire;
    private final Kind kind;

    McpMethod(String wire, Kind kind) {
        this.wire = wire;
        this.kind = kind;
    }

    /** The method as it stands in {@code "method"}. */
    public String wire() {
        return wire;
    }

    public Kind kind() {
        return kind;
    }

    public static Optional<McpMethod> of(String wire) {
        return Optional.ofNullable(BY_WIRE.get(wire));
    }
}
