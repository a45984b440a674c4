package dev.mcpgateway.relay;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

import org.springframework.stereotype.Component;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;

import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.config.Plans.Derived;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.policy.Policy;
import dev.mcpgateway.policy.Use;
import dev.mcpgateway.task.TaskOwners;
import dev.mcpgateway.upstream.Answer;
import dev.mcpgateway.upstream.Answer.Shape;

/** Decides what of an answer must be looked at before the client gets it. For nearly every call: nothing. */
@Component
public final class Relay {
    private final Derived<Policy> policies;
    private final TaskOwners tasks;

    Relay(Derived<Policy> policies, TaskOwners tasks) {
        this.policies = policies;
        this.tasks = tasks;
    }

    /** The answer as the caller of {@code call} may have it. */
    public Answer of(McpCall call, Answer answer) {
        return edit(call, answer)
                .map(edit -> answer.shape() == Shape.EVENTS
                        ? answer.with(Shape.EVENTS, events(answer.body(), edit))
                        : answer.with(
                                edit.isOwedToEveryMessage() ? Shape.WHOLE : Shape.PIECES, message(answer.body(), edit)))
                .orElse(answer);
    }

    private Optional<Edit> edit(McpCall call, Answer answer) {
        if (answer.shape() == Shape.EMPTY || answer.status() >= 300) {
            return Optional.empty();
        }
        return switch (call.message().method()) {
            case TOOLS_LIST -> Optional.of(new ListCut("tools", "name", granted(call, Kind.TOOL), call.facts()));
            case PROMPTS_LIST -> Optional.of(new ListCut("prompts", "name", granted(call, Kind.PROMPT), call.facts()));
            case RESOURCES_LIST ->
                Optional.of(new ListCut("resources", "uri", granted(call, Kind.RESOURCE), call.facts()));
            case RESOURCES_TEMPLATES_LIST ->
                Optional.of(
                        new ListCut("resourceTemplates", "uriTemplate", granted(call, Kind.RESOURCE), call.facts()));
            case TASKS_LIST ->
                Optional.of(new ListCut(
                        "tasks", "taskId", id -> tasks.isOf(call.server(), id, call.caller()), call.facts()));
            case TOOLS_CALL ->
                call.message().mayBecomeTask()
                        ? Optional.of(new TaskWatch(id -> tasks.began(
                                call.server(), id, call.caller(), answer.from().id())))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Predicate<String> granted(McpCall call, Kind kind) {
        Policy policy = policies.of(call.plan());
        return name -> policy.decide(Use.listed(call, kind, name)).isAllowed();
    }

    private static Flux<ByteBuf> message(ByteBufFlux body, Edit edit) {
        return edited(body, Pieces.ofOneMessage(edit), piece -> edit.apply(piece.bytes()));
    }

    private static Flux<ByteBuf> events(ByteBufFlux body, Edit edit) {
        return edited(body, Pieces.ofEvents(edit), piece -> {
            Event event = new Event(piece.bytes());
            return event.hasData() ? edit.apply(event.data()).map(event::with) : Mono.just(piece.bytes());
        });
    }

    private static Flux<ByteBuf> edited(ByteBufFlux body, Pieces pieces, Function<Piece, Mono<byte[]>> edit) {
        return body.asByteArray()
                .concatMapIterable(pieces::next, 1)
                .concatWith(Flux.defer(() -> Flux.fromIterable(pieces.end())))
                .concatMap(piece -> piece.isWhole() ? edit.apply(piece) : Mono.just(piece.bytes()), 1)
                .map(Unpooled::wrappedBuffer);
    }
}
