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
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.local.host.Layout;
import dev.mcpgateway.local.host.Refusal;
import dev.mcpgateway.local.host.Secrets;

@Command(
        name = "policy",
        description = "Asks the running gateway why policy decides as it does.",
        subcommands = PolicyCommand.Explain.class)
final class PolicyCommand {
    @ParentCommand
    private Up up = new Up();

    @Command(
            name = "explain",
            description =
                    "Says which rule decides about a use, and what would be needed; exit code 1 if it is refused.")
    static final class Explain implements Callable<Integer> {
        private static final JsonMapper JSON = new JsonMapper();
        private static final int REFUSED = 1;

        @ParentCommand
        private PolicyCommand policy = new PolicyCommand();

        @Parameters(paramLabel = "SERVER/TOOL", description = "What is to be used, such as calculator/exact_calculate.")
        private String use = "";

        @Option(names = "--user", required = true, paramLabel = "U", description = "Who would use it.")
        private String user = "";

        @Option(
                names = "--roles",
                required = true,
                split = ",",
                paramLabel = "A",
                description = "Roles, comma-separated, as policy.yaml names them.")
        private List<String> roles = List.of();

        @Option(
                names = "--tenant",
                defaultValue = "local",
                paramLabel = "T",
                description = "Tenant (default: ${DEFAULT-VALUE}).")
        private String tenant = "";

        @Option(names = "--client", paramLabel = "NAME/VERSION", description = "The MCP client it would be done with.")
        private @Nullable String client;

        @Option(names = "--at", paramLabel = "INSTANT", description = "When, as 2026-11-21T18:00:00Z (default: now).")
        private @Nullable String at;

        @Option(
                names = "--arguments",
                paramLabel = "JSON",
                description = "The arguments of the call; without them, whether any would do.")
        private @Nullable String arguments;

        @Override
        public Integer call() {
            Layout layout = policy.up.layout();
            RunNotes notes = RunNotes.read(layout)
                    .filter(running -> running.gatewayPort() > 0 && running.issuerPort() > 0)
                    .orElseThrow(
                            () -> new Refusal("No gateway with an issuer runs on %s: start the stack with ./up first."
                                    .formatted(layout.data())));
            String token = new Tokens(notes.issuerPort(), Secrets.of(layout))
                    .issue(new Tokens.Wish("up", List.of("admin"), tenant, 60));
            JsonNode answer = ask(notes.gatewayPort(), token);
            boolean allowed = answer.path("allowed").asBoolean(false);
            System.out.println((allowed ? "allowed" : "refused")
                    + (answer.has("rule") ? " by " + rule(answer.path("rule")) : ", no rule allows it"));
            answer.path("needed").forEach(needed -> System.out.println("  needs: " + needed.asString()));
            answer.path("considered")
                    .forEach(one -> System.out.println("  rule " + rule(one) + " "
                            + one.path("effect").asString()
                            + (one.has("lacks")
                                    ? ", does not apply: lacks "
                                            + String.join(
                                                    " and ",
                                                    one.path("lacks").values().stream()
                                                            .map(JsonNode::asString)
                                                            .toList())
                                    : ", applies")));
            return allowed ? 0 : REFUSED;
        }

        private static String rule(JsonNode rule) {
            return "'%s' (%s)"
                    .formatted(rule.path("id").asString(), rule.path("at").asString());
        }

        private ObjectNode question() {
            String[] parts = use.split("/", 2);
            if (parts.length != 2) {
                throw new Refusal("'%s' is not SERVER/TOOL, such as calculator/exact_calculate.".formatted(use));
            }
            ObjectNode body = JSON.createObjectNode()
                    .put("user", user)
                    .put("tenant", tenant)
                    .put("server", parts[0])
                    .put("tool", parts[1]);
            roles.forEach(body.putArray("roles")::add);
            if (client != null) {
                body.put("client", client);
            }
            if (at != null) {
                body.put("at", at);
            }
            if (arguments != null) {
                body.set("arguments", parsed(arguments));
            }
            return body;
        }

        private static JsonNode parsed(String json) {
            try {
                return JSON.readTree(json);
            } catch (JacksonException wrong) {
                throw new Refusal("--arguments is not JSON: " + wrong.getOriginalMessage());
            }
        }

        private JsonNode ask(int port, String token) {
            URI explain = URI.create("http://localhost:" + port + "/admin/policy/explain");
            HttpRequest request = HttpRequest.newBuilder(explain)
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + token)
                    .POST(BodyPublishers.ofString(question().toString()))
                    .build();
            try {
                HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
                JsonNode body = JSON.readTree(answer.body());
                if (answer.statusCode() != 200) {
                    throw new Refusal("The gateway does not explain: "
                            + body.path("detail").asString());
                }
                return body;
            } catch (IOException | JacksonException odd) {
                throw new Refusal("What answers at %s is not the gateway of this stack.".formatted(explain));
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new Refusal("No answer: interrupted.");
            }
        }
    }
}
