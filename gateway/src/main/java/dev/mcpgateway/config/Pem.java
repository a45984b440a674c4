package dev.mcpgateway.config;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Public keys and certificates as PEM writes them (RFC 7468), one after another. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final int SHORTEST_RSA = 2048;

    private Pem() {}

    static List<PublicKey> publicKeys(String text) {
        List<PublicKey> keys = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            keys.add(key(blocks.group(1), Base64.getMimeDecoder().decode(blocks.group(2))));
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there is no '-----BEGIN PUBLIC KEY-----' in it");
        }
        return List.copyOf(keys);
    }

    private static PublicKey key(String what, byte[] der) {
        if (what.contains("PRIVATE")) {
            throw new IllegalArgumentException("that is a private key; the gateway needs the public one only");
        }
        try {
            PublicKey key = switch (what) {
                case "PUBLIC KEY" -> publicKey(der);
                case "CERTIFICATE" ->
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der))
                            .getPublicKey();
                default -> throw new IllegalArgumentException("'" + what + "' is not a public key");
            };
            if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < SHORTEST_RSA) {
                throw new IllegalArgumentException("an RSA key must have at least " + SHORTEST_RSA + " bits");
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the " + what.toLowerCase(java.util.Locale.ROOT) + " cannot be read", e);
        }
    }

    private static PublicKey publicKey(byte[] der) throws GeneralSecurityException {
        X509EncodedKeySpec spec = new X509EncodedKeySpec(der);
        try {
            return KeyFactory.getInstance("RSA").generatePublic(spec);
        } catch (GeneralSecurityException notRsa) {
            return KeyFactory.getInstance("EC").generatePublic(spec);
        }
    }
}
