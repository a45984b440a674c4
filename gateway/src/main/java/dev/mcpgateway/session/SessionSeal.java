package dev.mcpgateway.session;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.Session;

/**
 * Seals the id that a server gave a session: the id itself, the instance that holds it, and a MAC over both, the server
 * and the caller. Another caller's id, or one for another server, fails the MAC; the same caller's next token does not.
 */
@Component
public final class SessionSeal {
    private static final Logger log = LoggerFactory.getLogger(SessionSeal.class);
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_BYTES = 16;
    private static final int LONGEST_ID = 512;
    private static final int SHORTEST_KEY = 32;
    private static final char BETWEEN = '.';

    private final List<Mac> keyed;

    SessionSeal(SessionSettings settings) {
        this.keyed = settings.sealKeys().isEmpty()
                ? List.of(keyed(ownKey()))
                : settings.sealKeys().stream()
                        .map(key -> key.value().getBytes(StandardCharsets.UTF_8))
                        .map(SessionSeal::checked)
                        .map(SessionSeal::keyed)
                        .toList();
    }

    /** What the client gets to see, or nothing if the server's id is none that could travel in a header. */
    public Optional<String> seal(Session session, String server, Caller caller) {
        String id = session.id();
        if (id.isEmpty() || id.length() > LONGEST_ID || !id.chars().allMatch(c -> c > ' ' && c < 127)) {
            return Optional.empty();
        }
        byte[] said = (session.instance() + BETWEEN + id).getBytes(StandardCharsets.US_ASCII);
        byte[] mac = mac(keyed.get(0), said, server, caller);
        byte[] sealed = Arrays.copyOf(mac, MAC_BYTES + said.length);
        System.arraycopy(said, 0, sealed, MAC_BYTES, said.length);
        return Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
    }

    /** The session behind a sealed id, if it was sealed for this caller and this server. */
    public Optional<Session> open(String sealed, String server, Caller caller) {
        if (sealed.length() > 2 * LONGEST_ID) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(sealed);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length <= MAC_BYTES) {
            return Optional.empty();
        }
        byte[] mac = Arrays.copyOf(bytes, MAC_BYTES);
        byte[] said = Arrays.copyOfRange(bytes, MAC_BYTES, bytes.length);
        for (Mac key : keyed) {
            if (MessageDigest.isEqual(mac, mac(key, said, server, caller))) {
                String text = new String(said, StandardCharsets.US_ASCII);
                int between = text.indexOf(BETWEEN);
                return Optional.of(new Session(text.substring(between + 1), text.substring(0, between)));
            }
        }
        return Optional.empty();
    }

    private static byte[] mac(Mac keyed, byte[] said, String server, Caller caller) {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream(256);
        for (String part : List.of(server, caller.issuer(), caller.subject(), caller.tenant())) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // With its length, so that no two callers come out as the same bytes.
            sealed.writeBytes(new byte[] {(byte) (bytes.length >> 8), (byte) bytes.length});
            sealed.writeBytes(bytes);
        }
        sealed.writeBytes(said);
        try {
            return Arrays.copyOf(((Mac) keyed.clone()).doFinal(sealed.toByteArray()), MAC_BYTES);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's HMAC can be cloned", e);
        }
    }

    private static Mac keyed(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private static byte[] checked(byte[] key) {
        if (key.length < SHORTEST_KEY) {
            throw new IllegalStateException(
                    "a key of SESSION_SEAL_KEYS is shorter than " + SHORTEST_KEY + " bytes; try: openssl rand -hex 32");
        }
        return key;
    }

    private static byte[] ownKey() {
        log.info("SESSION_SEAL_KEYS is not set: sessions of legacy clients end with this process, and several gateways"
                + " behind one address do not know each other's");
        byte[] key = new byte[SHORTEST_KEY];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
