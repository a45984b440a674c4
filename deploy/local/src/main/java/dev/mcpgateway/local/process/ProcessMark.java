package dev.mcpgateway.local.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One process for good: a pid alone may belong to somebody else by tomorrow. */
record ProcessMark(long pid, Instant started) {
    /** The start is derived from the boot time, which moves a little when the clock is set. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    static ProcessMark of(ProcessHandle process) {
        return new ProcessMark(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    static Optional<ProcessMark> parse(String text) {
        String[] parts = text.strip().split(" ", 2);
        try {
            return Optional.of(new ProcessMark(Long.parseLong(parts[0]), Instant.parse(parts[1])));
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(this::isSame).filter(ProcessHandle::isAlive);
    }

    private boolean isSame(ProcessHandle candidate) {
        return candidate
                .info()
                .startInstant()
                .map(start -> Duration.between(start, started).abs().compareTo(TOLERANCE) <= 0)
                .orElse(false);
    }

    String text() {
        return pid + " " + started;
    }
}
