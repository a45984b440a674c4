package dev.mcpgateway.issuer.oauth;

import java.util.Optional;

import dev.mcpgateway.issuer.client.Client;
import dev.mcpgateway.issuer.refusal.Refusal;
import dev.mcpgateway.issuer.token.Identity;

/** Who is signed in when nobody is there to be asked: the configured user, or the one that a client hints at. */
public record SignIn(Identity standard) {
    private static final int LONGEST_NAME = 256;

    Identity as(Optional<String> hint) {
        return hint.map(this::named).orElse(standard);
    }

    /** A client's id is long, and the sealed part of it is nobody's business: its digest names it well enough. */
    Identity asClient(Client client) {
        return named("client-" + client.fingerprint());
    }

    private Identity named(String user) {
        if (user.isBlank() || user.length() > LONGEST_NAME || user.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.invalidRequest("login_hint must be a name of at most " + LONGEST_NAME
                    + " characters, none of them a control character");
        }
        return new Identity(user, standard.roles(), standard.workspace(), standard.apiVersion());
    }
}
