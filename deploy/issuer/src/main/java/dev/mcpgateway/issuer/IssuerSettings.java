package dev.mcpgateway.issuer;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;

import dev.mcpgateway.issuer.key.Algorithm;

/**
 * What the issuer takes from its surroundings. Checked here instead of by a validation provider, which would cost more memory
 * than the issuer itself.
 *
 * @param allowRemote whether somebody said, knowingly, that other machines may reach an issuer that signs in anybody
 * @param url {@code iss}, and where clients find every endpoint
 * @param audience {@code aud} of a token that was asked for no particular resource
 * @param keyFile private keys, so that tokens survive a restart
 * @param adminToken guards {@code POST /token} as JSON; empty means open
 * @param adminTokenFile a file that holds it instead
 * @param user who is signed in by OAuth unless {@code login_hint} names somebody else; with {@code roles} and {@code workspace}
 * @param trustedRedirects where authorization codes may go beside this machine's own addresses
 */
@ConfigurationProperties("mcp.issuer")
record IssuerSettings(
        Mode mode,
        String bindAddress,
        boolean allowRemote,
        URI url,
        String audience,
        Algorithm algorithm,
        Path keyFile,
        String adminToken,
        String adminTokenFile,
        String user,
        List<String> roles,
        String workspace,
        List<String> trustedRedirects) {
    enum Mode {
        DEVELOPMENT,
        PRODUCTION
    }

    IssuerSettings {
        if (mode == Mode.PRODUCTION) {
            throw new StartRefused(
                    "MODE=production: this issuer signs in anybody who asks and is for development only;"
                            + " give the gateway your own identity provider (JWT_ISSUER, JWT_JWKS_URL) and do not start this one");
        }
        if (!allowRemote && !isLoopback(bindAddress)) {
            throw new StartRefused("BIND_ADDRESS=" + bindAddress + " would let other machines sign in as anybody;"
                    + " bind 127.0.0.1, or set ISSUER_ALLOW_REMOTE=true if that is what you want");
        }
        if (!isOrigin(url)) {
            throw new StartRefused("ISSUER_URL=" + url + " must be http(s)://host or http(s)://host:port,"
                    + " with nothing behind it, not even a slash");
        }
        if (user.isBlank() || workspace.isBlank()) {
            throw new StartRefused(
                    "ISSUER_USER and ISSUER_WORKSPACE must not be empty; they say who is signed in by OAuth");
        }
        if (audience.isBlank()) {
            throw new StartRefused("JWT_AUDIENCE is empty; it must name who the tokens are for, such as mcp-gateway");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new StartRefused("BIND_ADDRESS=" + address + " is no address of this machine");
        }
    }

    private static boolean isOrigin(URI url) {
        return url.getHost() != null
                && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                && url.getRawUserInfo() == null
                && url.toString().equals(url.getScheme() + "://" + url.getRawAuthority());
    }

    @Override
    public String toString() {
        return "IssuerSettings[url=" + url + ", audience=" + audience + ", algorithm=" + algorithm + "]";
    }
}
