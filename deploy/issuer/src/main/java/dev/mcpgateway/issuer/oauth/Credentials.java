package dev.mcpgateway.issuer.oauth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.mcpgateway.issuer.refusal.Refusal;

/** Who a client says it is, and what it offers as proof (RFC 6749 section 2.3.1). */
record Credentials(String clientId, Optional<String> secret) {
    private static final String BASIC = "basic ";

    static Credentials read(List<String> authorization, Parameters parameters) {
        if (authorization.isEmpty()) {
            return new Credentials(parameters.require("client_id"), parameters.find("client_secret"));
        }
        Credentials basic = basic(authorization);
        if (parameters.find("client_secret").isPresent()) {
            throw Refusal.invalidRequest("The client's secret comes twice, in the header and in the body");
        }
        if (!parameters.find("client_id").orElse(basic.clientId()).equals(basic.clientId())) {
            throw Refusal.invalidRequest("The client_id in the body is not the one in the header");
        }
        return basic;
    }

    private static Credentials basic(List<String> authorization) {
        String header = authorization.get(0);
        if (authorization.size() > 1 || !header.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
            throw unreadable();
        }
        try {
            String pair = new String(
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw unreadable();
            }
            return new Credentials(decode(pair.substring(0, colon)), Optional.of(decode(pair.substring(colon + 1))));
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Refusal unreadable() {
        return Refusal.invalidClient("Header Authorization must be Basic with client_id and client_secret");
    }

    @Override
    public String toString() {
        return "Credentials[***]";
    }
}
