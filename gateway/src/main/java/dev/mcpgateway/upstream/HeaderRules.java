package dev.mcpgateway.upstream;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.McpCall;
import dev.mcpgateway.config.ServerSpec;
import dev.mcpgateway.config.ServerSpec.Trust;
import dev.mcpgateway.wire.GatewayHeaders;
import dev.mcpgateway.wire.HeaderText;
import dev.mcpgateway.wire.McpHeaders;

/**
 * Which headers cross. Both ways by a list of what may pass: a name nobody thought of does not pass, so there is
 * nothing to smuggle. In particular the caller's token never does.
 */
final class HeaderRules {
    private static final List<CharSequence> TO_SERVER = List.of(
            HttpHeaderNames.ACCEPT,
            HttpHeaderNames.USER_AGENT,
            McpHeaders.PROTOCOL_VERSION,
            McpHeaders.METHOD,
            McpHeaders.NAME,
            McpHeaders.LAST_EVENT_ID,
            "traceparent",
            "tracestate",
            "baggage");
    private static final List<CharSequence> TO_CLIENT = List.of(
            HttpHeaderNames.CONTENT_TYPE,
            HttpHeaderNames.CONTENT_LENGTH,
            HttpHeaderNames.ALLOW,
            McpHeaders.PROTOCOL_VERSION);
    private static final String PARAM_PREFIX = McpHeaders.PARAM_PREFIX.toLowerCase(Locale.ROOT);
    private static final String ACCEPTS = "application/json, text/event-stream";

    private HeaderRules() {}

    static HttpHeaders toServer(McpCall call, ServerSpec to, HttpHeaders fromClient) {
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        copy(TO_SERVER, fromClient, headers);
        for (Map.Entry<String, String> header : fromClient) {
            if (header.getKey().regionMatches(true, 0, PARAM_PREFIX, 0, PARAM_PREFIX.length())) {
                headers.add(header.getKey(), header.getValue());
            }
        }
        if (!headers.contains(HttpHeaderNames.ACCEPT)) {
            headers.set(HttpHeaderNames.ACCEPT, ACCEPTS);
        }
        if (call.message().body().hasRemaining()) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
            headers.set(HttpHeaderNames.CONTENT_LENGTH, call.message().body().remaining());
        }
        // A route may lead elsewhere than the session was opened.
        call.session()
                .filter(session -> to.instance(session.instance()).isPresent())
                .ifPresent(session -> headers.set(McpHeaders.SESSION_ID, session.id()));
        identify(call, to, headers);
        return headers;
    }

    static HttpHeaders toClient(HttpHeaders fromServer) {
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        copy(TO_CLIENT, fromServer, headers);
        return headers;
    }

    /** Our own servers learn who calls, from us; somebody else's learn nothing. Each gets its own secret alone. */
    private static void identify(McpCall call, ServerSpec server, HttpHeaders headers) {
        if (server.trust() == Trust.INTERNAL) {
            Caller caller = call.caller();
            headers.set(GatewayHeaders.AUTH, server.secrets().get(0).value());
            headers.set(GatewayHeaders.USER_ID, HeaderText.of(caller.subject()));
            headers.set(GatewayHeaders.TENANT_ID, HeaderText.of(caller.tenant()));
            headers.set(GatewayHeaders.REQUEST_ID, call.origin().requestId());
        }
        server.bearer().ifPresent(bearer -> headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + bearer.value()));
    }

    private static void copy(List<CharSequence> names, HttpHeaders from, HttpHeaders to) {
        for (CharSequence name : names) {
            String value = from.get(name);
            if (value != null) {
                to.set(name, value);
            }
        }
    }
}
