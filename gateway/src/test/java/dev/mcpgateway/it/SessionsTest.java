package dev.mcpgateway.it;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;

import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import dev.mcpgateway.stores.junit.RealStores;
import dev.mcpgateway.stores.junit.Stores;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Legacy sessions and tasks, in front of two instances that keep them to themselves: each knows only the sessions and
 * tasks it began.
 */
@RealStores
class SessionsTest {
    private static final String POLICY = """
            version: 1
            roles: { reader: {} }
            rules: [ { id: all, to: [reader], allow: ["stateful/*"] } ]
            """;
    private static final String INITIALIZE =
            "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}}";
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    @TempDir
    static Path folder;

    @TempDir
    static Path other;

    private static List<TestTool> instances;
    private static TestGateway gateway;
    private static TestGateway neighbour;

    @BeforeAll
    static void start(Stores stores) {
        instances = List.of(TestTool.that(new Stateful("one")::answer), TestTool.that(new Stateful("two")::answer));
        String tools = """
                version: 1
                servers:
                  stateful:
                    instances: [ { url: "%s" }, { url: "%s" } ]
                    trust: external
                    tools: { "*": { risk: low } }
                """.formatted(instances.get(0).url(), instances.get(1).url());
        String key = "--session.seal-keys=the-key-that-all-gateways-of-this-test-share";
        gateway = new TestGateway(folder, tools, POLICY, stores, key);
        neighbour = new TestGateway(other, tools, POLICY, stores, key);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        neighbour.close();
        instances.forEach(TestTool::close);
    }

    /** A server of the old kind: what it began it keeps in memory, and tells nobody. */
    private record Stateful(String name, ConcurrentMap<String, String> sessions, ConcurrentMap<String, String> tasks) {
        Stateful(String name) {
            this(name, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }

        Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
            String session = request.requestHeaders().get("Mcp-Session-Id", "");
            return request.receive().aggregate().asString().defaultIfEmpty("").flatMap(body -> {
                if (body.contains("initialize\"")) {
                    String id = name + "-session-" + sessions.size();
                    sessions.put(id, id);
                    return json(response.header("Mcp-Session-Id", id), 0, "{\"by\":\"" + name + "\"}");
                }
                if (!sessions.containsKey(session)) {
                    return Mono.from(response.status(404).sendString(Mono.just("no such session")));
                }
                return Mono.from(
                        switch (request.method().name()) {
                            case "GET" ->
                                response.sse()
                                        .sendString(Mono.just("id: "
                                                + request.requestHeaders().get("Last-Event-ID", "none") + "\n\n"));
                            case "DELETE" -> {
                                sessions.remove(session);
                                yield response.status(204).send();
                            }
                            default -> posted(body, session, response);
                        });
            });
        }

        private Publisher<Void> posted(String body, String session, HttpServerResponse response) {
            if (body.contains("\"result\"")) {
                return response.status(202).send();
            }
            if (body.contains("\"tools/call\"")) {
                String id = name + "-task-" + tasks.size();
                tasks.put(id, session);
                return json(response, 1, "{\"task\":{\"taskId\":\"" + id + "\"}}");
            }
            if (body.contains("tasks/list")) {
                StringBuilder all = new StringBuilder();
                tasks.keySet().stream()
                        .sorted()
                        .forEach(id -> all.append(all.isEmpty() ? "" : ",")
                                .append("{\"taskId\":\"")
                                .append(id)
                                .append("\"}"));
                return json(response, 1, "{\"tasks\":[" + all + "]}");
            }
            return json(response, 1, "{\"by\":\"" + name + "\",\"session\":\"" + session + "\"}");
        }

        private static Mono<Void> json(HttpServerResponse response, int id, String result) {
            return Mono.from(response.header("Content-Type", "application/json")
                    .sendString(Mono.just("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}")));
        }
    }

    @Test
    void aSessionStaysWithTheInstanceThatOpenedIt() {
        for (int i = 0; i < 6; i++) {
            HttpResponse<String> opened = post(gateway, "ada", "", INITIALIZE);
            String id = session(opened);
            String by = opened.body().replaceAll("(?s).*\"by\":\"([a-z]+)\".*", "$1");

            assertThat(id).doesNotContain("session");
            for (int call = 0; call < 3; call++) {
                assertThat(post(gateway, "ada", id, PING).body()).contains("\"by\":\"" + by + "\"");
            }
            assertThat(post(neighbour, "ada", id, PING).body()).contains("\"by\":\"" + by + "\"");
        }
    }

    @Test
    void anotherCallersSessionIsNotThere() {
        String adas = session(post(gateway, "ada", "", INITIALIZE));

        HttpResponse<String> answer = post(gateway, "bob", adas, PING);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("session_not_found").contains("-31404");
        assertThat(post(gateway, "ada", "one-session-0", PING).statusCode()).isEqualTo(404);
    }

    @Test
    void streamsAreOpenedTakenUpAgainAndSessionsEnded() {
        String id = session(post(gateway, "ada", "", INITIALIZE));

        assertThat(send("GET", "ada", id, Map.of()).body()).isEqualTo("id: none\n\n");
        assertThat(send("GET", "ada", id, Map.of("Last-Event-ID", "7")).body()).isEqualTo("id: 7\n\n");
        assertThat(send("GET", "bob", id, Map.of()).statusCode()).isEqualTo(404);
        assertThat(send("DELETE", "bob", id, Map.of()).statusCode()).isEqualTo(404);
        assertThat(send("DELETE", "ada", id, Map.of()).statusCode()).isEqualTo(204);
        assertThat(send("GET", "ada", id, Map.of()).statusCode()).isEqualTo(404);
        assertThat(post(gateway, "ada", id, PING).body()).isEqualTo("no such session");
    }

    @Test
    void aModernClientHasNoSessions() {
        assertThat(send("GET", "ada", "", Map.of("MCP-Protocol-Version", "2026-07-28"))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void whatAServerAskedIsAnsweredByPost() {
        String id = session(post(gateway, "ada", "", INITIALIZE));

        HttpResponse<String> answer = post(gateway, "ada", id, "{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{}}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aTaskBelongsToTheCallerOfTheCallThatBeganIt() {
        String adas = session(post(gateway, "ada", "", INITIALIZE));
        String task = post(
                        gateway,
                        "ada",
                        adas,
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"t\",\"task\":{}}}")
                .body()
                .replaceAll("(?s).*\"taskId\":\"([a-z0-9-]+)\".*", "$1");
        String bobs = session(post(gateway, "bob", "", INITIALIZE));

        assertThat(post(gateway, "ada", adas, get(task)).body()).contains("\"by\"");
        assertThat(post(neighbour, "ada", adas, get(task)).body()).contains("\"by\"");
        assertThat(post(gateway, "bob", bobs, get(task)).body())
                .contains("-32602")
                .contains("there is no such task");
        assertThat(post(gateway, "ada", adas, get("never")).body()).contains("there is no such task");
        String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tasks/list\"}";
        assertThat(post(gateway, "ada", adas, list).body()).contains(task);
        assertThat(post(gateway, "bob", bobs, list).body()).doesNotContain(task);
    }

    @Test
    void aModernClientThatTakesNoTasksIsToldSoAndNotWhoseTheyAre() {
        HttpResponse<String> undeclared = modern("{}");
        HttpResponse<String> declared = modern("{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}");

        assertThat(undeclared.statusCode()).isEqualTo(400);
        assertThat(undeclared.body())
                .contains("-32021")
                .contains("\"requiredCapabilities\":{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}");
        assertThat(declared.statusCode()).isEqualTo(200);
        assertThat(declared.body()).contains("-32602").contains("there is no such task");
    }

    private static HttpResponse<String> modern(String capabilities) {
        return gateway.send(gateway.request("/stateful/mcp")
                .header("Authorization", "Bearer " + Tokens.of("ada", "reader"))
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tasks/get")
                .header("Mcp-Name", "never")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"jsonrpc":"2.0","id":1,"method":"tasks/get","params":{"taskId":"never","_meta":{
                        "io.modelcontextprotocol/protocolVersion":"2026-07-28",
                        "io.modelcontextprotocol/clientCapabilities":%s}}}""".formatted(capabilities)))
                .build());
    }

    private static String get(String task) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tasks/get\",\"params\":{\"taskId\":\"" + task + "\"}}";
    }

    private static String session(HttpResponse<String> opened) {
        return opened.headers().firstValue("Mcp-Session-Id").orElseThrow();
    }

    private static HttpResponse<String> post(TestGateway at, String user, String session, String body) {
        HttpRequest.Builder request = at.request("/stateful/mcp")
                .header("Authorization", "Bearer " + Tokens.of(user, "reader"))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return at.send((session.isEmpty() ? request : request.header("Mcp-Session-Id", session)).build());
    }

    private static HttpResponse<String> send(String method, String user, String session, Map<String, String> headers) {
        HttpRequest.Builder request = gateway.request("/stateful/mcp")
                .header("Authorization", "Bearer " + Tokens.of(user, "reader"))
                .method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        return gateway.send((session.isEmpty() ? request : request.header("Mcp-Session-Id", session)).build());
    }
}
