package dev.mcpgateway.issuer.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

import dev.mcpgateway.issuer.refusal.Refusal;

/** A client id that is a URL: https, a name with a dot, a path without detours, and nothing that could be read in two ways. */
final class ClientIdUrl {
    private static final int LONGEST = 1_024;
    private static final Pattern DETOUR = Pattern.compile("(^|/)(\\.|%2e){1,2}(/|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST = Pattern.compile("([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z][a-z0-9-]*");

    private ClientIdUrl() {}

    static URI parse(String id) {
        try {
            URI url = new URI(id);
            boolean sound = id.length() <= LONGEST
                    && "https".equals(url.getScheme())
                    && url.getHost() != null
                    && HOST.matcher(url.getHost()).matches()
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null
                    && url.getRawPath().length() > 1
                    && !DETOUR.matcher(url.getRawPath()).find();
            if (sound) {
                return url;
            }
        } catch (URISyntaxException e) {
            // As unsound as the rest.
        }
        throw Refusal.invalidClient(
                "A client_id that is a URL must be https://host/path, without user, fragment or dot segments");
    }
}
