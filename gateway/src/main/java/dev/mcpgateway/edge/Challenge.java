package dev.mcpgateway.edge;

import java.util.Set;
import java.util.TreeSet;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.config.ServerSpec;

/** What a 401 or 403 tells an OAuth client to do next: RFC 6750, section 3, and RFC 9728, section 5.1. */
@Component
final class Challenge {
    private final PublicUrls urls;

    Challenge(PublicUrls urls) {
        this.urls = urls;
    }

    String of(HttpHeaders request, CurrentCall current, CallFailure failure) {
        String path = current.endpoint().isMcp() ? current.origin().path() : "";
        StringBuilder header = new StringBuilder("Bearer resource_metadata=\"")
                .append(urls.metadataOf(request, path))
                .append('"');
        Set<String> needed = needed(current, failure);
        if (!needed.isEmpty()) {
            header.append(", scope=\"").append(String.join(" ", needed)).append('"');
        }
        // No error is named to a client that has not tried: it is not told off, only told where to go.
        if (failure.reason() == Reason.INSUFFICIENT_SCOPE) {
            header.append(", error=\"insufficient_scope\"");
        } else if (request.containsHeader(HttpHeaders.AUTHORIZATION)) {
            header.append(", error=\"invalid_token\"");
        }
        return header.toString();
    }

    private static Set<String> needed(CurrentCall current, CallFailure failure) {
        if (failure.data().get("oauthScopes") instanceof Iterable<?> named) {
            Set<String> scopes = new TreeSet<>();
            named.forEach(scope -> scopes.add(scope.toString()));
            return scopes;
        }
        return current.server().map(ServerSpec::oauthScopes).map(TreeSet::new).orElseGet(TreeSet::new);
    }
}
