package dev.mcpgateway.client;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Component;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import reactor.core.publisher.Mono;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.McpMessage;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.call.Session;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.session.SessionSeal;
import dev.mcpgateway.upstream.Answer;
import dev.mcpgateway.upstream.Passage;
import dev.mcpgateway.upstream.Passage.WholeAnswer;
import dev.mcpgateway.wire.McpHeaders;
import dev.mcpgateway.wire.McpMethod;
import dev.mcpgateway.wire.McpVersion;

/**
 * How we stand with each server: which era it speaks, and the sessions that legacy servers gave us. A session is one
 * caller's and never lent to another, since a server may keep things in it.
 */
@Component
final class Conversations {
    static final Caller GATEWAY = new Caller("mcp-gateway", "mcp-gateway", "", Set.of());

    private static final Duration ERA_IS_KEPT = Duration.ofMinutes(10);
    private static final Duration SESSION_IS_KEPT = Duration.ofMinutes(5);
    private static final int MOST_SESSIONS = 1_000;
    private static final int MOST_SERVERS = 1_000;
    private static final int LARGEST_NOTICE = 64 * 1024;
    private static final int NO_SUCH_SESSION = 404;
    private static final String CHANGED = "notifications/tools/list_changed";
    private static final String LISTENING = "notifications/subscriptions/acknowledged";

    private final Passage passage;
    private final SessionSeal seal;
    private final Cache<ServerSpec, Manner> manners = Caffeine.newBuilder()
            .maximumSize(MOST_SERVERS)
            .expireAfterWrite(ERA_IS_KEPT)
            .build();
    private final Cache<Party, Bond> bonds = Caffeine.newBuilder()
            .maximumSize(MOST_SESSIONS)
            .expireAfterAccess(SESSION_IS_KEPT)
            .build();

    Conversations(Passage passage, SessionSeal seal) {
        this.passage = passage;
        this.seal = seal;
    }

    private record Party(ServerSpec server, String caller) {}

    /** How a server wants to be spoken to; of a legacy one, its bonds know the rest. */
    private record Manner(McpVersion version, boolean tellsOfTools) {
        static final Manner LEGACY = new Manner(McpVersion.V2025_11_25, false);

        static Manner of(WholeAnswer discovered) {
            if (discovered.status() != 200) {
                return LEGACY;
            }
            Reply reply = Reply.in(discovered);
            return reply.hasResult() ? new Manner(McpVersion.V2026_07_28, reply.tellsOfTools()) : LEGACY;
        }

        boolean isModern() {
            return version.era() == McpVersion.Era.MODERN;
        }
    }

    /** What a legacy server agreed to. */
    private record Bond(McpVersion version, Optional<Session> session, boolean tellsOfTools) {}

    /** Asks {@code request} in the words of the server that {@code call} is for. */
    Mono<Reply> ask(McpCall call, Request request) {
        return manner(call)
                .flatMap(manner -> manner.isModern()
                        ? send(call, request, manner.version(), Optional.empty())
                                .map(Reply::in)
                        : legacy(call, request, manner.version()));
    }

    /**
     * Follows what the server of {@code call} tells of its tools, if it tells anything.
     *
     * @param listen what a modern server is asked for; a legacy one speaks on the stream of its session
     */
    Mono<Void> listen(McpCall call, Request listen, Runnable changed) {
        return manner(call).flatMap(manner -> {
            if (!manner.isModern()) {
                return bond(call, manner.version())
                        .filter(Bond::tellsOfTools)
                        .flatMap(bond -> listen(call, bond, changed));
            }
            return manner.tellsOfTools()
                    ? passage.follow(
                            said(call, listen.in(manner.version()), Optional.empty()),
                            listen.headers(manner.version()),
                            answer -> hear(answer, changed))
                    : Mono.empty();
        });
    }

    private Mono<Void> listen(McpCall call, Bond bond, Runnable changed) {
        HttpHeaders headers = new DefaultHttpHeaders()
                .set(HttpHeaderNames.ACCEPT, HttpHeaderValues.TEXT_EVENT_STREAM)
                .set(McpHeaders.PROTOCOL_VERSION, bond.version().wire());
        McpMessage stream = McpMessage.bodiless(McpMethod.SESSION_STREAM, bond.version());
        return passage.follow(said(call, stream, bond.session()), headers, answer -> {
            if (answer.status() == NO_SUCH_SESSION) {
                bonds.invalidate(party(call));
            }
            return hear(answer, changed);
        });
    }

    private static Mono<Void> hear(Answer answer, Runnable changed) {
        if (answer.shape() != Answer.Shape.EVENTS) {
            return Mono.error(CallFailure.of(
                    Reason.UPSTREAM_INVALID, "it answers HTTP " + answer.status() + " and no stream of events"));
        }
        EventReader events = new EventReader(LARGEST_NOTICE);
        // What is taken for a notice by mistake costs one more look at the tools.
        Mono<Void> hearing = answer.body()
                .asByteArray()
                .concatMapIterable(events::next, 1)
                .filter(data -> data.contains(CHANGED) || data.contains(LISTENING))
                .doOnNext(notice -> changed.run())
                .then();
        return Mono.<Void>fromRunnable(changed).then(hearing);
    }

    private Mono<Manner> manner(McpCall call) {
        Manner known = manners.getIfPresent(call.server());
        if (known != null) {
            return Mono.just(known);
        }
        Request discover = Request.of(McpMethod.DISCOVER, "");
        return send(call, discover, McpVersion.V2026_07_28, Optional.empty())
                .map(Manner::of)
                // A legacy server may answer such a question in any way; only one that is not there says nothing.
                .onErrorResume(
                        CallFailure.class,
                        e -> e.reason() == Reason.UPSTREAM_INVALID ? Mono.just(Manner.LEGACY) : Mono.error(e))
                .doOnNext(manner -> manners.put(call.server(), manner));
    }

    private Mono<Reply> legacy(McpCall call, Request request, McpVersion wanted) {
        Bond known = bonds.getIfPresent(party(call));
        if (known == null) {
            return bonded(call, wanted)
                    .flatMap(bond -> send(call, request, bond))
                    .map(Reply::in);
        }
        return send(call, request, known)
                .flatMap(answer -> {
                    if (answer.status() != NO_SUCH_SESSION || known.session().isEmpty()) {
                        return Mono.just(answer);
                    }
                    // The session has ended, so the server did nothing with the request: a new one, once.
                    bonds.invalidate(party(call));
                    return bonded(call, wanted).flatMap(bond -> send(call, request, bond));
                })
                .map(Reply::in);
    }

    private Mono<Bond> bond(McpCall call, McpVersion wanted) {
        Bond known = bonds.getIfPresent(party(call));
        return known == null ? bonded(call, wanted) : Mono.just(known);
    }

    private Mono<Bond> bonded(McpCall call, McpVersion wanted) {
        return send(call, Request.initialize(), wanted, Optional.empty()).flatMap(answer -> {
            Reply reply = Reply.in(answer);
            String agreed = reply.result().path("protocolVersion").asString("");
            Optional<Session> session = Optional.ofNullable(answer.headers().get(McpHeaders.SESSION_ID))
                    .flatMap(id -> seal.open(id, call.server().name(), call.caller()));
            Bond bond = new Bond(McpVersion.of(agreed).orElse(wanted), session, reply.tellsOfTools());
            return send(call, Request.of(McpMethod.NOTIFICATIONS_INITIALIZED, ""), bond)
                    .doOnSuccess(taken -> bonds.put(party(call), bond))
                    .thenReturn(bond);
        });
    }

    private static Party party(McpCall call) {
        return new Party(call.server(), call.caller().key());
    }

    private Mono<WholeAnswer> send(McpCall call, Request request, Bond bond) {
        return send(call, request, bond.version(), bond.session());
    }

    private Mono<WholeAnswer> send(McpCall call, Request request, McpVersion version, Optional<Session> session) {
        return passage.cross(said(call, request.in(version), session), request.headers(version));
    }

    private static McpCall said(McpCall call, McpMessage message, Optional<Session> session) {
        return new McpCall(call.origin(), call.plan(), call.caller(), call.server(), message, session, call.facts());
    }
}
