package dev.mcpgateway.server.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.server.json.Json;
import dev.mcpgateway.server.message.Caller;
import dev.mcpgateway.server.message.Frame;
import dev.mcpgateway.server.message.McpRequest;
import dev.mcpgateway.server.message.RpcError;
import dev.mcpgateway.server.resource.ResourceTemplate;
import dev.mcpgateway.server.resource.Resources;
import dev.mcpgateway.wire.McpMethod;
import dev.mcpgateway.wire.McpVersion;
import dev.mcpgateway.wire.MetaKeys;

/** Answers every method this server knows. */
public final class McpEngine {
    private final ServerCard card;
    private final ToolCatalogue catalogue;
    private final ToolCalls calls;
    private final Optional<Resources> resources;
    private final Limits limits;
    private final Subscriptions subscriptions;

    public McpEngine(
            ServerCard card,
            ToolCatalogue catalogue,
            Optional<Resources> resources,
            Workers workers,
            Limits limits,
            CallObserver observer) {
        this.card = card;
        this.catalogue = catalogue;
        this.resources = resources;
        this.limits = limits;
        this.subscriptions = new Subscriptions(limits.subscriptions());
        this.calls = new ToolCalls(catalogue, workers, limits, observer);
    }

    /** Notifications on the way, then the response. Fails with {@link RpcError} before the first frame, never after. */
    public Flux<Frame> answer(McpRequest request, Caller caller) {
        McpMethod method = McpMethod.of(request.method()).orElse(null);
        if (method == McpMethod.TOOLS_CALL) {
            return calls.call(request, caller);
        }
        if (method == McpMethod.SUBSCRIPTIONS_LISTEN && request.modern()) {
            return subscriptions.listen(request);
        }
        return (method == null ? Mono.<ObjectNode>empty() : result(method, request, caller))
                .switchIfEmpty(Mono.error(() -> RpcError.unknownMethod(request.method(), request.version())))
                .map(result -> Frame.result(request, result))
                .flux();
    }

    /** Notifications get no answer; the only one that matters here stops a legacy call. */
    public void hear(String method, JsonNode params, Caller caller) {
        if (McpMethod.NOTIFICATIONS_CANCELLED.wire().equals(method)) {
            calls.cancel(caller, params.path("requestId"));
        }
    }

    /** Ends the streams that would never end by themselves; calls under way go on. */
    public void endSubscriptions() {
        subscriptions.end();
    }

    private Mono<ObjectNode> result(McpMethod method, McpRequest request, Caller caller) {
        boolean modern = request.modern();
        return switch (method) {
            case DISCOVER -> modern ? Mono.just(discovery()) : Mono.empty();
            case INITIALIZE -> modern ? Mono.empty() : Mono.just(welcome(request));
            case PING -> modern ? Mono.empty() : Mono.just(Json.object());
            case LOGGING_SET_LEVEL -> modern ? Mono.empty() : Mono.fromCallable(() -> accepted(request));
            case TOOLS_LIST -> page(catalogue.descriptors(), "name", "tools", request, "public");
            case RESOURCES_LIST ->
                whenOffered(offered -> offered.list(caller.reader())
                        .<ObjectNode>map(Json.MAPPER::valueToTree)
                        .collectList()
                        .flatMap(all -> page(all, "uri", "resources", request, "private")));
            case RESOURCES_TEMPLATES_LIST ->
                whenOffered(offered ->
                        page(templates(offered.templates()), "uriTemplate", "resourceTemplates", request, "public"));
            case RESOURCES_READ -> whenOffered(offered -> read(offered, request, caller));
            default -> Mono.empty();
        };
    }

    private Mono<ObjectNode> whenOffered(Function<Resources, Mono<ObjectNode>> answer) {
        return resources.map(answer).orElseGet(Mono::empty);
    }

    private Mono<ObjectNode> page(
            List<ObjectNode> all, String key, String field, McpRequest request, String cacheScope) {
        return Mono.fromCallable(() -> Page.cut(all, key, request.params().path("cursor"), limits.pageSize()))
                .map(page -> cacheable(page.into(Json.object(), field), request, cacheScope));
    }

    private Mono<ObjectNode> read(Resources offered, McpRequest request, Caller caller) {
        return Mono.fromCallable(() -> request.text("uri"))
                .flatMap(uri -> offered.read(uri, caller.reader())
                        .switchIfEmpty(Mono.error(() -> RpcError.resourceNotFound(uri, request.version())))
                        .map(contents -> {
                            ObjectNode result = Json.object();
                            result.putArray("contents").add(Json.MAPPER.<ObjectNode>valueToTree(contents));
                            return cacheable(result, request, "private");
                        }));
    }

    private ObjectNode cacheable(ObjectNode result, McpRequest request, String scope) {
        return request.modern()
                ? result.put("ttlMs", limits.listTtl().toMillis()).put("cacheScope", scope)
                : result;
    }

    private ObjectNode discovery() {
        ObjectNode result = Json.object();
        result.set("supportedVersions", Json.MAPPER.valueToTree(McpVersion.supported()));
        result.set("capabilities", capabilities());
        result.putObject("_meta").set(MetaKeys.SERVER_INFO, card.json());
        card.instructions().ifPresent(text -> result.put("instructions", text));
        return result.put("ttlMs", limits.listTtl().toMillis()).put("cacheScope", "public");
    }

    private ObjectNode welcome(McpRequest request) {
        String agreed = McpVersion.of(request.params().path("protocolVersion").asString(""))
                .filter(version -> version.era() == McpVersion.Era.LEGACY)
                .orElse(McpVersion.V2025_11_25)
                .wire();
        ObjectNode result = Json.object().put("protocolVersion", agreed);
        result.set("capabilities", capabilities());
        result.set("serverInfo", card.json());
        card.instructions().ifPresent(text -> result.put("instructions", text));
        return result;
    }

    private ObjectNode capabilities() {
        ObjectNode capabilities = Json.object();
        capabilities.putObject("tools");
        capabilities.putObject("logging");
        if (resources.isPresent()) {
            capabilities.putObject("resources");
        }
        return capabilities;
    }

    /** Checked and forgotten: without sessions there is nowhere to keep it, and the protocol lets a server decide. */
    private static ObjectNode accepted(McpRequest request) {
        ToolCall.level(request.params().path("level"));
        return Json.object();
    }

    private static List<ObjectNode> templates(List<ResourceTemplate> templates) {
        return templates.stream().<ObjectNode>map(Json.MAPPER::valueToTree).toList();
    }
}
