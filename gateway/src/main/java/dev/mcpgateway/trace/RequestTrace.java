package dev.mcpgateway.trace;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** The spans of one request: one for it, and one for its crossing to a tool. */
public sealed interface RequestTrace permits NoTrace, Spans {
    /** For requests that are not traced: knows nothing and does nothing. */
    RequestTrace NONE = new NoTrace();

    /** Whether it is worth finding out what {@link #end} wants to know. */
    boolean isOn();

    /** The message says itself whose child it is, which is nearer than what its HTTP request says. */
    void join(@Nullable String traceparent);

    Optional<String> traceId();

    /** The request goes over to a tool. What the tool is told about the trace, as headers. */
    Map<String, String> cross();

    /**
     * It is over.
     *
     * @param attributes strings and whole numbers
     * @param error what went wrong, in words, where something did
     */
    void end(String name, Map<String, Object> attributes, Optional<String> error);
}
