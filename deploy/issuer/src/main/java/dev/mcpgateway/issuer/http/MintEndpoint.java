package dev.mcpgateway.issuer.http;

import java.time.Duration;
import java.util.List;

import org.springframework.http.CacheControl;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

import dev.mcpgateway.issuer.refusal.Refusal;
import dev.mcpgateway.issuer.token.AccessTokens;
import dev.mcpgateway.issuer.token.TokenResponse;

/** {@code POST /token} as JSON: a token for whoever is named, for scripts and tests. */
public final class MintEndpoint {
    private static final String FIELDS = "the body must be a JSON object with user_id (text) and, as you like, roles"
            + " (list of texts), workspace, api_version (texts) and expires_in_seconds (number), each once";

    private final AdminToken adminToken;
    private final AccessTokens tokens;
    private final JsonMapper json;
    private final Duration patience;

    /** @param patience how long a body may take to arrive */
    public MintEndpoint(AdminToken adminToken, AccessTokens tokens, JsonMapper json, Duration patience) {
        this.adminToken = adminToken;
        this.tokens = tokens;
        this.json = json;
        this.patience = patience;
    }

    public Mono<ServerResponse> mint(ServerRequest request) {
        if (!adminToken.admits(request.headers().header(AdminToken.HEADER))) {
            return Mono.error(Refusal.invalidClient(
                    "Header " + AdminToken.HEADER + " must carry the issuer's admin token (JWT_ISSUER_ADMIN_TOKEN)"));
        }
        return request.bodyToMono(byte[].class)
                .timeout(patience)
                .switchIfEmpty(Mono.error(() -> Refusal.invalidRequest("The body is empty")))
                .map(this::read)
                .flatMap(this::answer);
    }

    private MintRequest read(byte[] body) {
        try {
            MintRequest request = json.readValue(body, MintRequest.class);
            if (request == null) {
                throw Refusal.invalidRequest("The body must be a JSON object");
            }
            return request;
        } catch (UnrecognizedPropertyException e) {
            throw Refusal.invalidRequest("There is no field " + e.getPropertyName() + "; " + FIELDS);
        } catch (JacksonException e) {
            throw Refusal.invalidRequest(FIELDS);
        }
    }

    private Mono<ServerResponse> answer(MintRequest request) {
        Duration lifetime = request.lifetime();
        return ServerResponse.ok()
                .cacheControl(CacheControl.noStore())
                .bodyValue(
                        TokenResponse.bearer(tokens.issue(request.identity(), List.of(), "", lifetime), lifetime, ""));
    }
}
