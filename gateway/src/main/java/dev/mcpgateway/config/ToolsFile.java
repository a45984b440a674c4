package dev.mcpgateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Reads tools.yaml: which servers there are, where they answer, and what their tools are like. */
final class ToolsFile {
    static final String NAME = "tools.yaml";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(5);
    private static final int MAX_CONCURRENT = 256;
    private static final Pattern SERVER_NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    /** First path segments that are the gateway's own; {@code docs} is free, its page is exactly {@code /docs}. */
    private static final Set<String> RESERVED = Set.of(
            "admin", "api", "auth", "health", "jobs", "mcp", "me", "messages", "metrics", "sse", "token", "well-known");

    private final Problems problems;
    private final Function<String, @Nullable String> environment;
    private final Map<String, ServerSpec> servers = new LinkedHashMap<>();
    private final Map<String, ServerSpec> scopes = new LinkedHashMap<>();

    private ToolsFile(Problems problems, Function<String, @Nullable String> environment) {
        this.problems = problems;
        this.environment = environment;
    }

    static Map<String, ServerSpec> read(
            String text, Problems problems, Function<String, @Nullable String> environment) {
        ToolsFile file = new ToolsFile(problems, environment);
        Document.read(NAME, text, problems, environment).ifPresent(file::servers);
        return file.servers;
    }

    private void servers(Section root) {
        Versions.check(root);
        Defaults defaults = root.child("defaults").map(ToolsFile::defaults).orElse(Defaults.BUILT_IN);
        root.children("servers").forEach((name, section) -> server(name, section, defaults));
        root.end();
    }

    private void server(String name, Section section, Defaults defaults) {
        if (!SERVER_NAME.matcher(name).matches()) {
            problems.add(section.at(), "server name '" + name + "' must be lower-case letters, digits and '-'");
        }
        String scope = section.text("scope").orElse(name);
        if (RESERVED.contains(scope)) {
            problems.add(section.at("scope"), "scope '" + scope + "' is reserved for the gateway itself");
        }
        ServerSpec.Trust trust = section.choice("trust", ServerSpec.Trust.class, ServerSpec.Trust.INTERNAL);
        Defaults own = new Defaults(
                section.duration("timeout", defaults.timeout()),
                section.duration("idleTimeout", defaults.idleTimeout()),
                section.positive("maxConcurrent", defaults.maxConcurrent()));
        List<ServerSpec.Instance> instances = instances(section);
        List<Secret> secrets = secrets(section, trust);
        Optional<Secret> bearer = section.child("credential").flatMap(this::bearer);

        Map<String, ServerSpec.Tool> tools = new LinkedHashMap<>();
        Map<String, Section> bodies = section.children("tools");
        // One tool that hangs shall not keep its neighbours from the server.
        int roomOfOneTool = bodies.size() > 1 ? Math.max(1, own.maxConcurrent() / 2) : own.maxConcurrent();
        bodies.forEach((tool, body) -> tools.put(tool, tool(tool, body, own, roomOfOneTool)));
        Set<String> oauthScopes = oauthScopes(section);
        section.end();
        if (tools.isEmpty()) {
            problems.add(section.at(), "server '" + name + "' offers no tool; list them, or '*' for any");
        }
        Optional<ServerSpec.Tool> anyTool = Optional.ofNullable(tools.remove("*"));

        ServerSpec server = new ServerSpec(
                name,
                scope,
                instances,
                trust,
                secrets,
                bearer,
                own.idleTimeout(),
                own.maxConcurrent(),
                Map.copyOf(tools),
                anyTool,
                oauthScopes,
                section.at());
        servers.put(name, server);
        ServerSpec other = scopes.putIfAbsent(scope, server);
        if (other != null) {
            problems.add(
                    section.at(),
                    "scope '" + scope + "' belongs to server '" + other.name() + "' (" + other.at() + ")");
        }
    }

    private List<ServerSpec.Instance> instances(Section section) {
        Map<String, ServerSpec.Instance> instances = new LinkedHashMap<>();
        for (String alias : List.of("url", "backend_url")) {
            section.text(alias)
                    .flatMap(text -> url(section, alias, text))
                    .ifPresent(url -> instance(section, alias, ServerSpec.Instance.at(url, 1), instances));
        }
        for (Section item : section.sections("instances")) {
            int weight = item.positive("weight", 1);
            url(item, "url", item.required("url"))
                    .ifPresent(url -> instance(item, "url", ServerSpec.Instance.at(url, weight), instances));
            item.end();
        }
        if (instances.isEmpty()) {
            problems.add(section.at(), "say where the server answers: 'url: http://host:port/mcp'");
        }
        return List.copyOf(instances.values());
    }

    private void instance(
            Section section, String key, ServerSpec.Instance instance, Map<String, ServerSpec.Instance> instances) {
        if (instances.putIfAbsent(instance.id(), instance) != null) {
            problems.add(section.at(key), "'" + instance.url() + "' stands twice; give it one entry and a weight");
        }
    }

    private Optional<URI> url(Section section, String key, String text) {
        try {
            URI url = new URI(text);
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getUserInfo() == null) {
                return Optional.of(url);
            }
        } catch (URISyntaxException e) {
            // Said below, in the same words as for a URL of another kind.
        }
        problems.add(section.at(key), "'" + text + "' is not a URL of the form http://host:port/mcp");
        return Optional.empty();
    }

    /** One secret per server, or two while it is rotated. */
    private List<Secret> secrets(Section section, ServerSpec.Trust trust) {
        List<Section> named = section.sections("secret");
        if (trust == ServerSpec.Trust.EXTERNAL) {
            if (!named.isEmpty()) {
                problems.add(section.at("secret"), "an external server gets no secret of ours; use 'credential'");
            }
            return List.of();
        }
        List<Secret> secrets =
                named.stream().flatMap(item -> secret(item).stream()).toList();
        if (!named.isEmpty()) {
            return secrets;
        }
        String shared = environment.apply("TOOL_GATEWAY_SHARED_SECRET");
        if (shared == null || shared.isBlank()) {
            problems.add(
                    section.at(), "an internal server needs 'secret: { env: NAME }' or TOOL_GATEWAY_SHARED_SECRET");
            return List.of();
        }
        return List.of(new Secret(shared));
    }

    private Optional<Secret> bearer(Section credential) {
        Optional<Secret> bearer = credential.child("bearer").flatMap(this::secret);
        credential.end();
        return bearer;
    }

    private Optional<Secret> secret(Section section) {
        String name = section.required("env");
        section.end();
        String value = environment.apply(name);
        if (value == null || value.isBlank()) {
            if (!name.isEmpty()) {
                section.problem("env", "environment variable " + name + " (or " + name + "_FILE) is not set");
            }
            return Optional.empty();
        }
        return Optional.of(new Secret(value));
    }

    private static ServerSpec.Tool tool(String name, Section body, Defaults defaults, int roomOfOneTool) {
        ServerSpec.Tool tool = new ServerSpec.Tool(
                name,
                body.choice("risk", ServerSpec.Risk.class, ServerSpec.Risk.MEDIUM),
                Set.copyOf(body.texts("categories")),
                body.duration("timeout", defaults.timeout()),
                body.positive("cost", 1),
                body.positive("maxConcurrent", roomOfOneTool),
                body.flag("long"),
                body.flag("repeatable"),
                oauthScopes(body),
                body.child("payload").map(ToolsFile::payload));
        body.end();
        return tool;
    }

    private static ServerSpec.Payload payload(Section section) {
        List<List<String>> redact = section.texts("redact").stream()
                .map(text -> pointer(section, text))
                .toList();
        int most = section.positive("most", ServerSpec.Payload.USUALLY_MOST);
        if (most > ServerSpec.Payload.LARGEST) {
            section.problem("most", "at most " + ServerSpec.Payload.LARGEST + " bytes of a payload are kept");
        }
        section.end();
        return new ServerSpec.Payload(redact, most);
    }

    private static List<String> pointer(Section section, String text) {
        List<String> path = Pointers.path(text);
        if (path.isEmpty()) {
            section.problem("redact", "'" + text + "' is not a JSON Pointer such as /options/token");
        }
        return path;
    }

    /** RFC 6749, section 3.3: visible ASCII without quotes and backslashes, so that a header can hold it. */
    private static Set<String> oauthScopes(Section section) {
        List<String> named = section.texts("oauthScopes");
        for (String scope : named) {
            if (scope.isEmpty() || !scope.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '\\')) {
                section.problem("oauthScopes", "'" + scope + "' is not an OAuth scope");
            }
        }
        return Set.copyOf(named);
    }

    private static Defaults defaults(Section section) {
        Defaults defaults = new Defaults(
                section.duration("timeout", TIMEOUT),
                section.duration("idleTimeout", IDLE_TIMEOUT),
                section.positive("maxConcurrent", MAX_CONCURRENT));
        section.end();
        return defaults;
    }

    private record Defaults(Duration timeout, Duration idleTimeout, int maxConcurrent) {
        static final Defaults BUILT_IN = new Defaults(TIMEOUT, IDLE_TIMEOUT, MAX_CONCURRENT);
    }
}
