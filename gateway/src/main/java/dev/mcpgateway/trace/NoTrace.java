package dev.mcpgateway.trace;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Not traced. */
final class NoTrace implements RequestTrace {
    @Override
    public boolean isOn() {
        return false;
    }

    @Override
    public void join(@Nullable String traceparent) {}

    @Override
    public Optional<String> traceId() {
        return Optional.empty();
    }

    @Override
    public Map<String, String> cross() {
        return Map.of();
    }

    @Override
    public void end(String name, Map<String, Object> attributes, Optional<String> error) {}
}
