package dev.mcpgateway.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.local.host.Refusal;
import dev.mcpgateway.local.host.Secrets;

/** Asks the development issuer for a token. */
final class Tokens {
    private static final JsonMapper JSON = new JsonMapper();

    private final URI issuer;
    private final Secrets secrets;

    Tokens(int issuerPort, Secrets secrets) {
        this.issuer = URI.create("http://localhost:" + issuerPort + "/token");
        this.secrets = secrets;
    }

    record Wish(String user, List<String> roles, String tenant, long seconds) {}

    String issue(Wish wish) {
        ObjectNode body = JSON.createObjectNode()
                .put("user_id", wish.user())
                .put("workspace", wish.tenant())
                .put("expires_in_seconds", wish.seconds());
        wish.roles().forEach(body.putArray("roles")::add);
        HttpRequest request = HttpRequest.newBuilder(issuer)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .header("X-Issuer-Token", secrets.named(Secrets.ISSUER_TOKEN))
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        return tokenIn(send(request));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        } catch (IOException silent) {
            throw new Refusal(
                    "The issuer does not answer at %s: is the stack running? ./up status tells.".formatted(issuer));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Refusal("No token: interrupted.");
        }
    }

    private String tokenIn(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new Refusal("The issuer at %s refused with status %d: %s"
                    .formatted(issuer, answer.statusCode(), answer.body().strip()));
        }
        try {
            return JSON.readTree(answer.body()).path("access_token").stringValue();
        } catch (JacksonException odd) {
            throw new Refusal("What answers at %s is not the issuer of this stack.".formatted(issuer));
        }
    }
}
