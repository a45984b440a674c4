package dev.mcpgateway.edge;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

import dev.mcpgateway.config.GatewaySettings;

/**
 * How clients reach this gateway. A request's {@code Host} only chooses among the URLs that operators wrote; nothing it
 * says ever becomes part of an answer.
 */
@Component
public final class PublicUrls {
    /** Where RFC 9728 puts the metadata of {@code <url>/<path>}: before the path. */
    public static final String RESOURCE_METADATA = "/.well-known/oauth-protected-resource";

    private record Base(String host, int port, String url) {
        static Base of(URI url) {
            return new Base(url.getHost(), url.getPort(), url.getScheme() + "://" + url.getAuthority());
        }
    }

    private final List<Base> bases;

    PublicUrls(GatewaySettings settings) {
        bases = settings.publicUrls().stream().map(Base::of).toList();
    }

    /** The URL of {@code path}, as this request's client knows it. */
    public String of(HttpHeaders headers, String path) {
        return base(headers.getHost()).url + path;
    }

    /** Where the client finds what it needs to know to get a token for {@code path}. */
    String metadataOf(HttpHeaders headers, String path) {
        return of(headers, RESOURCE_METADATA + path);
    }

    /** Whether {@code audience} is the URL of {@code path}, under any of our names. */
    boolean isUrlOf(String path, String audience) {
        for (Base base : bases) {
            if (audience.length() == base.url.length() + path.length()
                    && audience.startsWith(base.url)
                    && audience.endsWith(path)) {
                return true;
            }
        }
        return false;
    }

    private Base base(@Nullable InetSocketAddress host) {
        Base sameHost = null;
        for (Base base : bases) {
            if (host != null && base.host.equalsIgnoreCase(host.getHostString())) {
                if (base.port == -1 || base.port == host.getPort()) {
                    return base;
                }
                sameHost = sameHost == null ? base : sameHost;
            }
        }
        return sameHost == null ? bases.get(0) : sameHost;
    }
}
