package dev.mcpgateway.issuer.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.springframework.util.MultiValueMap;

import dev.mcpgateway.issuer.refusal.Refusal;

/** A request's parameters by the rules of RFC 6749 section 3: an empty one counts as absent, and none may come twice. */
record Parameters(MultiValueMap<String, String> values) {
    private static final int LONGEST = 4_096;
    private static final int LONGEST_SCOPE = 1_024;
    private static final int MOST_RESOURCES = 4;
    private static final Pattern SCOPE =
            Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+( [\\x21\\x23-\\x5B\\x5D-\\x7E]+)*");

    Optional<String> find(String name) {
        List<String> all = all(name);
        if (all.size() > 1) {
            throw Refusal.invalidRequest("Parameter " + name + " comes more than once");
        }
        return all.stream().findFirst();
    }

    String require(String name) {
        return find(name).orElseThrow(() -> Refusal.invalidRequest("Parameter " + name + " is missing"));
    }

    String scope() {
        String scope = find("scope").orElse("");
        if (!scope.isEmpty()
                && (scope.length() > LONGEST_SCOPE || !SCOPE.matcher(scope).matches())) {
            throw Refusal.of("invalid_scope", "scope must be names separated by single spaces");
        }
        return scope;
    }

    /** Whom the token is for (RFC 8707): the one parameter that may come several times. */
    List<String> resources() {
        List<String> resources = all("resource").stream().distinct().toList();
        if (resources.size() > MOST_RESOURCES || !resources.stream().allMatch(Parameters::isResource)) {
            throw Refusal.of(
                    "invalid_target",
                    "resource must be an absolute http or https URL without fragment, at most " + MOST_RESOURCES
                            + " of them");
        }
        return resources;
    }

    private List<String> all(String name) {
        List<String> all = values.getOrDefault(name, List.of()).stream()
                .filter(value -> value != null && !value.isEmpty())
                .toList();
        if (all.stream().anyMatch(value -> value.length() > LONGEST)) {
            throw Refusal.invalidRequest("Parameter " + name + " is longer than " + LONGEST + " characters");
        }
        return all;
    }

    private static boolean isResource(String text) {
        try {
            URI uri = new URI(text);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Parameters hold codes, secrets and verifiers. */
    @Override
    public String toString() {
        return "Parameters" + values.keySet();
    }
}
