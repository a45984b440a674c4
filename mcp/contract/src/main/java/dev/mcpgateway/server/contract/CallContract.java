package dev.mcpgateway.server.contract;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.server.json.Json;
import dev.mcpgateway.wire.ErrorCodes;
import dev.mcpgateway.wire.GatewayHeaders;
import dev.mcpgateway.wire.McpHeaders;
import dev.mcpgateway.wire.McpMethod;
import dev.mcpgateway.wire.MetaKeys;

import static dev.mcpgateway.server.contract.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

/** What happens between a call and its answer. */
interface CallContract extends Contract {
    private static Request call(boolean modern, String probe, String requestId) {
        return Request.call(modern, probe, Json.object()).header(GatewayHeaders.REQUEST_ID, requestId);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void progressComesBeforeTheResultAndOnlyGrows(boolean modern) {
        Reply reply = server().send(call(modern, Probes.STEPS, "progress").meta(MetaKeys.PROGRESS_TOKEN, "token-1"));

        List<JsonNode> progress = reply.messages().stream()
                .filter(message -> message.path("method").asString("").equals("notifications/progress"))
                .toList();
        assertThat(reply.streamed()).isTrue();
        assertThat(reply.http().headers().firstValue("X-Accel-Buffering")).hasValue("no");
        assertThat(progress)
                .extracting(message -> message.path("params").path("progress").asInt())
                .containsExactly(1, 2, 3);
        assertThat(progress)
                .allMatch(message -> message.path("params")
                        .path("progressToken")
                        .asString("")
                        .equals("token-1"));
        assertThat(reply.result().path("isError").asBoolean(true)).isFalse();
    }

    @Test
    default void saysNothingOnTheWayToWhoDidNotAsk() {
        Reply reply = server().send(call(true, Probes.STEPS, "quiet"));

        assertThat(reply.streamed()).isFalse();
        assertThat(reply.messages()).hasSize(1);
    }

    @Test
    default void answersWithJsonAloneWhereAClientTakesNothingElse() {
        Reply reply = server().send(call(true, Probes.STEPS, "json")
                .header("Accept", "application/json")
                .meta(MetaKeys.PROGRESS_TOKEN, "t"));

        assertThat(reply.streamed()).isFalse();
        assertThat(reply.result().isObject()).isTrue();
    }

    @Test
    default void logsFromTheLevelAskedFor() {
        Reply reply = server().send(call(true, Probes.STEPS, "log").meta(MetaKeys.LOG_LEVEL, "notice"));

        assertThat(reply.messages())
                .filteredOn(message -> message.path("method").asString("").equals("notifications/message"))
                .extracting(message -> message.path("params").path("level").asString(""))
                .containsExactly("warning");
    }

    @Test
    default void refusesALogLevelThatIsNone() {
        Reply reply = server().send(call(true, Probes.STEPS, "log").meta(MetaKeys.LOG_LEVEL, "loud"));

        assertThat(reply.errorCode()).isEqualTo(ErrorCodes.INVALID_PARAMS);
    }

    @Test
    default void aBrokenToolTellsNothingOfItsInside() {
        Reply reply = server().send(call(true, Probes.FAIL, "fail-1"));

        assertThat(reply.errorCode()).isEqualTo(ErrorCodes.INTERNAL_ERROR);
        assertThat(reply.last().toString()).contains("fail-1").doesNotContain(Probes.LEAK, "Exception");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void hangingUpCancels(boolean streaming) {
        String id = "hang-up-" + streaming;
        Request request = call(true, Probes.HANG, id);
        CompletableFuture<HttpResponse<String>> pending =
                server().begin(streaming ? request.meta(MetaKeys.PROGRESS_TOKEN, 1) : request);
        until("the call has started", () -> server().probes().started.contains(id));

        pending.cancel(true);

        until("the tool was cancelled", () -> server().probes().cancelled.contains(id));
    }

    @Test
    default void hangingUpInterruptsAWorker() {
        CompletableFuture<HttpResponse<String>> pending = server().begin(call(true, Probes.WORK, "worker"));
        until("the work has started", () -> server().probes().started.contains("worker"));

        pending.cancel(true);

        until("the worker was interrupted", () -> server().probes().interrupted.contains("worker"));
    }

    @Test
    default void aLegacyClientCancelsItsOwnCallAndNobodyElses() throws Exception {
        CompletableFuture<HttpResponse<String>> pending = server().begin(call(false, Probes.HANG, "told")
                .id(41)
                .header(McpHeaders.SESSION_ID, "mine")
                .header(GatewayHeaders.USER_ID, "ada"));
        until("the call has started", () -> server().probes().started.contains("told"));

        server().send(cancellation("theirs", "ada"));
        server().send(cancellation("mine", "eve"));
        assertThat(server().probes().cancelled).doesNotContain("told");
        server().send(cancellation("mine", "ada"));

        until("the tool was cancelled", () -> server().probes().cancelled.contains("told"));
        assertThat(Reply.events(pending.get().body())).noneMatch(message -> message.has("result"));
    }

    private static Request cancellation(String session, String user) {
        ObjectNode params = Json.object().put("requestId", 41);
        return Request.legacy(McpMethod.NOTIFICATIONS_CANCELLED, params)
                .withoutId()
                .header(McpHeaders.SESSION_ID, session)
                .header(GatewayHeaders.USER_ID, user);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void aQuietCallIsKeptAlive(boolean modern) throws Exception {
        String id = "kept-" + modern;

        try (InputStream stream = server().open(call(modern, Probes.HANG, id))) {
            assertThat(stream.readNBytes(6)).asString(StandardCharsets.UTF_8).isEqualTo(":\n\n:\n\n");
        }

        until("the tool was cancelled", () -> server().probes().cancelled.contains(id));
    }

    @Test
    default void tellsTheCallThatIsOneTooManyToComeBack() {
        assertOverloaded(Probes.HANG, ContractServer.MAX_CALLS);
    }

    @Test
    default void tellsWorkThatFindsNoWorkerToComeBack() {
        assertOverloaded(Probes.WORK, 4);
    }

    private void assertOverloaded(String probe, int room) {
        List<CompletableFuture<HttpResponse<String>>> pending = new ArrayList<>();
        try {
            for (int i = 0; i < room; i++) {
                pending.add(server().begin(call(true, probe, probe + i)));
            }
            Reply refused = Await.some("the server is full", () -> {
                CompletableFuture<HttpResponse<String>> next = server().begin(call(true, Probes.WORK, "over"));
                pending.add(next);
                return Await.soon(next).map(Reply::of);
            });

            assertThat(refused.status()).isEqualTo(200);
            assertThat(refused.errorCode()).isEqualTo(-31503);
            assertThat(refused.last().path("error").path("data").path("reason").asString(""))
                    .isEqualTo("overloaded");
        } finally {
            pending.forEach(call -> call.cancel(true));
            until(
                    "there is room again",
                    () -> server().send(call(true, Probes.STEPS, "after"))
                            .last()
                            .has("result"));
        }
    }
}
