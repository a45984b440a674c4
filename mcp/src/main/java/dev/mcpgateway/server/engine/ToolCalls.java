package dev.mcpgateway.server.engine;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.server.Content;
import dev.mcpgateway.server.ToolError;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.engine.CallObserver.Outcome;
import dev.mcpgateway.server.json.Json;
import dev.mcpgateway.server.message.Caller;
import dev.mcpgateway.server.message.Frame;
import dev.mcpgateway.server.message.McpRequest;
import dev.mcpgateway.server.message.RpcError;
import dev.mcpgateway.wire.MetaKeys;

/** {@code tools/call}: check, run, say on the way, answer; and every way in which that can end badly. */
final class ToolCalls {
    private static final Logger log = LoggerFactory.getLogger(ToolCalls.class);

    private final ToolCatalogue catalogue;
    private final Workers workers;
    private final Limits limits;
    private final CallObserver observer;
    private final RunningCalls running = new RunningCalls();
    private final AtomicInteger underWay = new AtomicInteger();

    ToolCalls(ToolCatalogue catalogue, Workers workers, Limits limits, CallObserver observer) {
        this.catalogue = catalogue;
        this.workers = workers;
        this.limits = limits;
        this.observer = observer;
    }

    void cancel(Caller caller, JsonNode requestId) {
        running.cancel(caller, requestId);
    }

    Flux<Frame> call(McpRequest request, Caller caller) {
        String name = request.text("name");
        ToolCatalogue.Offered<?, ?> offered =
                catalogue.find(name).orElseThrow(() -> RpcError.invalidParams("Unknown tool: " + name));
        ObjectNode arguments = arguments(request);
        ToolCall.loudness(request);
        requireCapabilities(offered.spec().needs(), request);
        Run<?, ?> run = new Run<>(offered, arguments, request, caller, new AtomicReference<>(Outcome.CANCELLED));
        return Flux.defer(() -> {
            CallObserver.UnderWay seen = observer.started(name);
            return admitted(run).doFinally(end -> run.tell(seen));
        });
    }

    private Flux<Frame> admitted(Run<?, ?> run) {
        if (underWay.incrementAndGet() > limits.concurrentCalls()) {
            underWay.decrementAndGet();
            return Flux.just(run.failed(
                    Outcome.OVERLOADED, Workers.overloaded(limits.concurrentCalls() + " calls are already under way")));
        }
        return frames(run).doFinally(end -> underWay.decrementAndGet());
    }

    private static void requireCapabilities(List<String> needs, McpRequest request) {
        JsonNode declared = request.meta().path(MetaKeys.CLIENT_CAPABILITIES);
        List<String> missing =
                needs.stream().filter(need -> !declared.has(need)).toList();
        if (request.modern() && !missing.isEmpty()) {
            throw RpcError.missingCapabilities(missing);
        }
    }

    private static ObjectNode arguments(McpRequest request) {
        JsonNode arguments = request.params().path("arguments");
        if (arguments instanceof ObjectNode object) {
            return object;
        }
        if (arguments.isMissingNode()) {
            return Json.object();
        }
        throw RpcError.invalidParams("params.arguments must be an object");
    }

    private Flux<Frame> frames(Run<?, ?> run) {
        Disposable.Swap registration = Disposables.swap();
        Semaphore room = new Semaphore(limits.pendingNotifications());
        Flux<Frame> frames = Flux.create(sink -> {
            sink.onDispose(response(run, new ToolCall(run.request(), run.caller(), sink, workers, room))
                    .contextWrite(sink.contextView())
                    .subscribe(last -> {
                        sink.next(last);
                        sink.complete();
                    }));
            if (!run.request().modern()) {
                registration.update(running.add(run.caller(), run.request().id(), sink::complete));
            }
        });
        return frames.doOnNext(frame -> {
                    if (!frame.last()) {
                        room.release();
                    }
                })
                .doFinally(end -> registration.dispose());
    }

    private Mono<Frame> response(Run<?, ?> run, ToolCall call) {
        return Mono.defer(() -> run.start(call))
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("The tool's Mono was empty")))
                .map(result -> run.answered(Outcome.ANSWERED, render(result)))
                .onErrorResume(ToolError.class, refused -> Mono.just(run.answered(Outcome.REFUSED, refusal(refused))))
                .timeout(limits.callTimeout())
                .onErrorResume(Throwable.class, failure -> Mono.just(told(failure, run)));
    }

    private Frame told(Throwable failure, Run<?, ?> run) {
        if (failure instanceof RpcError error) {
            return run.failed(Outcome.OVERLOADED, error);
        }
        if (failure instanceof TimeoutException) {
            String text =
                    "The tool did not answer within " + limits.callTimeout().toSeconds() + " s";
            return run.failed(Outcome.TIMED_OUT, RpcError.own(504, true, "timed_out", text));
        }
        String requestId = run.caller().requestId();
        log.error("Tool {} failed, request {}", run.offered().spec().name(), requestId, failure);
        return run.failed(Outcome.FAILED, RpcError.internal(requestId));
    }

    /** One call from its checks to its end; until something else is known it counts as cancelled. */
    private record Run<I, O>(
            ToolCatalogue.Offered<I, O> offered,
            ObjectNode arguments,
            McpRequest request,
            Caller caller,
            AtomicReference<Outcome> outcome) {
        Mono<ToolResult<O>> start(ToolCall call) {
            return offered.tool().call(offered.arguments().read(arguments), call);
        }

        void tell(CallObserver.UnderWay seen) {
            seen.ended(Objects.requireNonNull(outcome.get()));
        }

        Frame answered(Outcome how, ObjectNode result) {
            outcome.set(how);
            return Frame.result(request, result);
        }

        Frame failed(Outcome how, RpcError error) {
            outcome.set(how);
            return Frame.failure(request, error);
        }
    }

    private static ObjectNode render(ToolResult<?> result) {
        ObjectNode answer = Json.object();
        ArrayNode content = answer.putArray("content");
        JsonNode output = result.output() == null ? null : Json.MAPPER.valueToTree(result.output());
        result.content().forEach(block -> content.add(ContentJson.of(block)));
        if (output != null) {
            if (content.isEmpty()) {
                content.add(ContentJson.of(new Content.Text(output.toString())));
            }
            answer.set("structuredContent", output);
        }
        return answer.put("isError", false);
    }

    private static ObjectNode refusal(ToolError refused) {
        ObjectNode answer = Json.object();
        answer.putArray("content").add(ContentJson.of(new Content.Text(refused.text())));
        return answer.put("isError", true);
    }
}
