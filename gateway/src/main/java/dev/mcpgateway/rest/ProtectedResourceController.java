package dev.mcpgateway.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import dev.mcpgateway.auth.Authenticator;
import dev.mcpgateway.config.Plan;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.edge.CurrentCall;
import dev.mcpgateway.edge.PublicUrls;

import static java.util.Objects.requireNonNull;

/**
 * Tells an OAuth client whose token it needs here (RFC 9728): for every MCP endpoint, and for the gateway's own API at
 * the root. {@code resource} is exactly the URL the client uses, or clients refuse the document.
 */
@RestController
final class ProtectedResourceController {
    private final PublicUrls urls;
    private final Authenticator authenticator;

    ProtectedResourceController(PublicUrls urls, Authenticator authenticator) {
        this.urls = urls;
        this.authenticator = authenticator;
    }

    @GetMapping({PublicUrls.RESOURCE_METADATA, PublicUrls.RESOURCE_METADATA + "/{scope}/{transport:sse|mcp}"})
    ResponseEntity<Map<String, Object>> metadata(ServerWebExchange exchange) {
        CurrentCall current = CurrentCall.of(exchange);
        String path = current.origin().path().substring(PublicUrls.RESOURCE_METADATA.length());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("resource", urls.of(exchange.getRequest().getHeaders(), path));
        body.put("authorization_servers", authenticator.issuers(current.plan()));
        Set<String> oauthScopes = path.isEmpty() ? every(current.plan()) : ofScope(path, current.plan());
        if (!oauthScopes.isEmpty()) {
            body.put("scopes_supported", oauthScopes);
        }
        body.put("bearer_methods_supported", Set.of("header"));
        // Nothing in it is secret, and a client in a browser has to read it before it may do anything else.
        return ResponseEntity.ok()
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .body(body);
    }

    private static Set<String> ofScope(String path, Plan plan) {
        String scope = path.substring(1, path.indexOf('/', 1));
        return requireNonNull(plan.scopes().get(scope)).everyOAuthScope();
    }

    private static Set<String> every(Plan plan) {
        Set<String> every = new TreeSet<>();
        plan.servers().values().stream().map(ServerSpec::everyOAuthScope).forEach(every::addAll);
        return every;
    }
}
