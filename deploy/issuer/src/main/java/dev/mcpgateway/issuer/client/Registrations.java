package dev.mcpgateway.issuer.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.mcpgateway.issuer.key.Seal;
import dev.mcpgateway.issuer.refusal.Refusal;

/**
 * Clients that registered themselves (RFC 7591). The id is the registration, sealed, and the secret follows from the id: nothing
 * is stored, so nobody can fill a store, and a client that kept its id survives a restart of the issuer.
 */
public final class Registrations {
    private static final int LONGEST_ID = 2_048;
    private static final int MOST_REDIRECTS = 10;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int NONCE_BYTES = 12;

    private final SecureRandom random = new SecureRandom();
    private final Seal seal;
    private final RedirectUris redirectUris;

    public Registrations(Seal seal, RedirectUris redirectUris) {
        this.seal = seal;
        this.redirectUris = redirectUris;
    }

    public Client register(List<String> redirects, Set<GrantType> grants, boolean confidential) {
        if (grants.contains(GrantType.AUTHORIZATION_CODE)
                && (redirects.isEmpty() || redirects.size() > MOST_REDIRECTS)) {
            throw Refusal.of("invalid_redirect_uri", "redirect_uris must have 1 to " + MOST_REDIRECTS + " entries");
        }
        if (grants.contains(GrantType.CLIENT_CREDENTIALS) && !confidential) {
            throw Refusal.of(
                    "invalid_client_metadata", "client_credentials needs a token_endpoint_auth_method with a secret");
        }
        redirects.forEach(redirectUris::requireRegistrable);
        Content registered = new Content(nonce(), redirects, List.copyOf(grants), confidential);
        String content = encode(JSON.writeValueAsBytes(registered));
        String id = content + "." + encode(seal.mark("client", content));
        if (id.length() > LONGEST_ID) {
            throw Refusal.of("invalid_client_metadata", "The redirect_uris are too long together");
        }
        return client(id, registered);
    }

    Optional<Client> find(String id) {
        int dot = id.indexOf('.');
        if (dot < 0 || id.length() > LONGEST_ID) {
            return Optional.empty();
        }
        String content = id.substring(0, dot);
        // The text and not what it decodes to: several texts decode to the same bytes.
        boolean ours = MessageDigest.isEqual(bytes(encode(seal.mark("client", content))), bytes(id.substring(dot + 1)));
        return ours ? decode(content).map(found -> client(id, found)) : Optional.empty();
    }

    private Client client(String id, Content content) {
        Optional<String> secret =
                content.confidential() ? Optional.of(encode(seal.mark("secret", id))) : Optional.empty();
        return new Client(id, content.redirects(), Set.copyOf(content.grants()), secret);
    }

    /** A seal that fits says that we wrote it; another version of us may have. */
    private static Optional<Content> decode(String content) {
        try {
            return Optional.of(JSON.readValue(Base64.getUrlDecoder().decode(content), Content.class));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return encode(bytes);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** @param nonce keeps two programs that say the same about themselves from being one client with one secret */
    private record Content(String nonce, List<String> redirects, List<GrantType> grants, boolean confidential) {
        Content {
            redirects = List.copyOf(redirects);
            grants = List.copyOf(EnumSet.copyOf(grants));
        }
    }
}
