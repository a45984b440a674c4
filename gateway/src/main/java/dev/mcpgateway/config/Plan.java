package dev.mcpgateway.config;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything operators decided, at one moment. A call takes the plan it finds when it arrives and is decided by that
 * one to its end, whatever is swapped meanwhile.
 *
 * @param version counts the plans of this process, from 1
 * @param nextPolicy a candidate that is compared with {@code policy} and decides nothing
 * @param digest of the files it was read from: the same on every gateway that reads the same files
 */
public record Plan(
        long version,
        String digest,
        Instant readAt,
        Map<String, ServerSpec> servers,
        Map<String, ServerSpec> scopes,
        PolicySpec policy,
        Optional<PolicySpec> nextPolicy,
        List<LimitSpec> limits) {

    public Optional<ServerSpec> byScope(String scope) {
        return Optional.ofNullable(scopes.get(scope));
    }
}
