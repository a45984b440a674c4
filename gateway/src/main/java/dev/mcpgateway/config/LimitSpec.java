package dev.mcpgateway.config;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import dev.mcpgateway.wire.McpMethod;

/**
 * One limit of policy.yaml. Every limit that matches a call applies.
 *
 * @param beforeAuth counted at the door, by address, before anybody looks at a token
 */
public record LimitSpec(
        String id,
        Set<Per> per,
        Measure measure,
        List<PolicySpec.Target> targets,
        Set<Group> groups,
        boolean beforeAuth,
        Location at) {

    /** What a limit counts apart. */
    public enum Per {
        USER,
        TOOL,
        TENANT,
        ADDRESS
    }

    /** Discovery and lists never draw on the limit of calls: a client that cannot look gives up for good. */
    public enum Group {
        CALL,
        LIST,
        DISCOVER;

        public static Group of(McpMethod.Kind kind) {
            return switch (kind) {
                case USE, TASK -> CALL;
                case LIST -> LIST;
                case SESSION, NOTIFICATION, TRANSPORT -> DISCOVER;
            };
        }
    }

    /** How a limit measures. */
    public sealed interface Measure {
        <T> T fold(Function<Rate, T> onRate, Function<Quota, T> onQuota, Function<Concurrent, T> onConcurrent);
    }

    /** So many in a window, spread evenly, and {@code burst} at once. */
    public record Rate(long count, Duration window, long burst) implements Measure {
        @Override
        public <T> T fold(Function<Rate, T> onRate, Function<Quota, T> onQuota, Function<Concurrent, T> onConcurrent) {
            return onRate.apply(this);
        }
    }

    /** So many in a day, which begins at midnight UTC. */
    public record Quota(long count, Unit unit) implements Measure {
        @Override
        public <T> T fold(Function<Rate, T> onRate, Function<Quota, T> onQuota, Function<Concurrent, T> onConcurrent) {
            return onQuota.apply(this);
        }
    }

    /** So many at the same time, in this process. */
    public record Concurrent(int most) implements Measure {
        @Override
        public <T> T fold(Function<Rate, T> onRate, Function<Quota, T> onQuota, Function<Concurrent, T> onConcurrent) {
            return onConcurrent.apply(this);
        }
    }

    /** What a quota counts. */
    public enum Unit {
        CALLS,
        /** Each call as much as its tool costs. */
        COST
    }
}
