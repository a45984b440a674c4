package dev.mcpgateway.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Signs seals with Ed25519, and checks those of every key that is trusted here: our own and those operators name. */
final class SealKeys {
    private static final String ALGORITHM = "Ed25519";
    private static final int ID_LENGTH = 16;

    private final KeyPair own;
    private final String ownId;
    private final Map<String, PublicKey> trusted = new HashMap<>();

    SealKeys(byte[] seed, List<String> others) {
        try {
            own = pair(seed);
            ownId = id(own.getPublic());
            trusted.put(ownId, own.getPublic());
            for (String other : others) {
                PublicKey key = KeyFactory.getInstance(ALGORITHM)
                        .generatePublic(
                                new X509EncodedKeySpec(Base64.getDecoder().decode(other.strip())));
                trusted.put(id(key), key);
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("AUDIT_TRUSTED_KEYS must be public Ed25519 keys in Base64", e);
        }
    }

    /** Names the key in a seal: the beginning of its digest. */
    String ownId() {
        return ownId;
    }

    /** For the operators of other gateways: their {@code AUDIT_TRUSTED_KEYS}. */
    String ownPublicKey() {
        return Base64.getEncoder().encodeToString(own.getPublic().getEncoded());
    }

    byte[] sign(String text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(own.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 15 on signs with " + ALGORITHM, e);
        }
    }

    boolean isTrusted(String keyId) {
        return trusted.containsKey(keyId);
    }

    boolean verifies(String keyId, String text, byte[] signed) {
        PublicKey key = trusted.get(keyId);
        if (key == null) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // Not even the shape of a signature.
            return false;
        }
    }

    /** The JDK makes a pair of 32 random bytes; these are ours. */
    private static KeyPair pair(byte[] seed) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(NamedParameterSpec.ED25519, new SecureRandom() {
            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(seed, 0, bytes, 0, bytes.length);
            }
        });
        return generator.generateKeyPair();
    }

    private static String id(PublicKey key) {
        return Hash.over(Hash.sha256(), ByteBuffer.wrap(key.getEncoded()))
                .toString()
                .substring(0, ID_LENGTH);
    }
}
