package dev.mcpgateway.server.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** What the gateway must know. Two may be valid while one replaces the other. Keeps and prints only digests. */
public final class GatewaySecret {
    private final List<byte[]> digests;

    private GatewaySecret(List<byte[]> digests) {
        this.digests = digests;
    }

    /** @param setting one secret, or two separated by a comma */
    public static GatewaySecret of(String setting) {
        List<byte[]> digests = Stream.of(setting.split(",", -1))
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .map(GatewaySecret::digest)
                .toList();
        if (digests.isEmpty() || digests.size() > 2) {
            throw new IllegalArgumentException("One secret is needed, or two separated by a comma during rotation");
        }
        return new GatewaySecret(digests);
    }

    /** Takes the same time however much of the offer is right: digests have one length, and all of them are compared. */
    boolean matches(@Nullable String offered) {
        byte[] digest = digest(offered == null ? "" : offered);
        boolean matches = false;
        for (byte[] expected : digests) {
            matches |= MessageDigest.isEqual(expected, digest);
        }
        return matches;
    }

    @Override
    public String toString() {
        return "GatewaySecret[***]";
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
