package dev.mcpgateway.edge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.call.McpMessage;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.call.Reason;
import dev.mcpgateway.call.Session;
import dev.mcpgateway.config.GatewaySettings;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.session.SessionSeal;
import dev.mcpgateway.wire.McpHeaders;
import dev.mcpgateway.wire.McpMethod;
import dev.mcpgateway.wire.McpVersion.Era;

/** Makes a call of an MCP request. A body is read once, and up to its limit. */
@Component
final class EnvelopeDoor implements Door {
    private final GatewaySettings settings;
    private final SessionSeal seal;
    private final Duration slowestBody;
    private final Envelope envelope = new Envelope();

    EnvelopeDoor(GatewaySettings settings, SessionSeal seal, ProtectionSettings protection) {
        this.settings = settings;
        this.seal = seal;
        this.slowestBody = protection.slowestBody();
    }

    @Override
    public Pipeline at() {
        return Pipeline.ENVELOPE;
    }

    @Override
    public Mono<Void> pass(ServerWebExchange exchange, WebFilterChain inside) {
        CurrentCall current = CurrentCall.of(exchange);
        if (current.server().isEmpty()) {
            return inside.filter(exchange);
        }
        ServerSpec server = current.server().get();
        HttpHeaders headers = exchange.getRequest().getHeaders();
        HttpMethod verb = exchange.getRequest().getMethod();
        if (!HttpMethod.POST.equals(verb)) {
            McpMethod method = HttpMethod.GET.equals(verb) ? McpMethod.SESSION_STREAM : McpMethod.SESSION_END;
            understood(Agreement.bodiless(method, headers), headers, current, server);
            return inside.filter(exchange);
        }
        HttpServerRequest request = OwnLoop.nativeRequest(exchange);
        return WholeBody.of(request.receive(), settings.maxBodyBytes(), slowestBody, OwnLoop.of(request))
                .flatMap(body -> {
                    current.wasRead();
                    Envelope.Content content = envelope.read(body);
                    current.read(content);
                    understood(Agreement.between(content, headers), headers, current, server);
                    return inside.filter(exchange);
                });
    }

    private void understood(McpMessage message, HttpHeaders headers, CurrentCall current, ServerSpec server) {
        Optional<Session> session = message.version().era() == Era.LEGACY
                ? session(headers.getOrEmpty(McpHeaders.SESSION_ID), current.caller(), server)
                : Optional.empty();
        current.call(new McpCall(
                current.origin(), current.plan(), current.caller(), server, message, session, current.facts()));
    }

    private Optional<Session> session(List<String> sealed, Caller caller, ServerSpec server) {
        if (sealed.isEmpty()) {
            return Optional.empty();
        }
        Optional<Session> session = sealed.size() > 1
                ? Optional.empty()
                : seal.open(sealed.get(0), server.name(), caller)
                        .filter(opened -> server.instance(opened.instance()).isPresent());
        if (session.isEmpty()) {
            throw CallFailure.of(
                    Reason.SESSION_NOT_FOUND, "this session has ended, or is not yours; open one with initialize");
        }
        return session;
    }
}
