package dev.mcpgateway.bench;

import java.nio.file.Path;
import java.util.Map;

/** What the contestants are told: each as its own documentation would have it for this job. */
final class Setup {
    static final String TOOL_SECRET = "between the bench and itself";

    /** What tools.yaml says of the tool that is called. */
    static final String TOOL = "risk: low, categories: [math], timeout: 10s";

    private Setup() {}

    /** One worker per core, connections kept on both sides, no log. */
    static String nginx(Path directory, int port, int upstreamPort) {
        // Started by root, its workers would otherwise be somebody who may not enter this folder.
        String user = System.getProperty("user.name", "").equals("root") ? "user root;" : "";
        return """
                %1$s
                daemon off;
                worker_processes auto;
                pid %2$s/nginx.pid;
                error_log %2$s/nginx-error.log warn;
                events { worker_connections 1024; }
                http {
                    access_log off;
                    client_body_temp_path %2$s/nginx-body;
                    proxy_temp_path %2$s/nginx-proxy;
                    fastcgi_temp_path %2$s/nginx-fastcgi;
                    uwsgi_temp_path %2$s/nginx-uwsgi;
                    scgi_temp_path %2$s/nginx-scgi;
                    keepalive_requests 1000000000;
                    upstream tool {
                        server 127.0.0.1:%4$d;
                        keepalive 128;
                        keepalive_requests 1000000000;
                    }
                    server {
                        listen 127.0.0.1:%3$d;
                        location / {
                            proxy_pass http://tool;
                            proxy_http_version 1.1;
                            proxy_set_header Connection "";
                        }
                    }
                }
                """.formatted(user, directory, port, upstreamPort);
    }

    static String tools(String upstream) {
        return tools(upstream, TOOL);
    }

    /** @param tool what is said of the tool that is called */
    static String tools(String upstream, String tool) {
        return """
                version: 1
                servers:
                  calculator:
                    url: %s
                    secret: { env: CALCULATOR_GATEWAY_SECRET }
                    tools:
                      %s: { %s }
                      "*": { risk: low }
                """.formatted(upstream, Calls.TOOL, tool);
    }

    /**
     * A second server for {@link #tools}, that hangs. It has room for all its callers, so that each waits out its five
     * seconds: one who is turned away at once and comes back at once measures something else.
     */
    static String hangingServer(String url) {
        return "  hanging: { url: \"" + url + "\", secret: { env: CALCULATOR_GATEWAY_SECRET }, maxConcurrent: 600,"
                + " tools: { " + Calls.TOOL + ": { timeout: 5s } } }\n";
    }

    /** The document generator, for {@link #tools}. */
    static String documentServer(String url) {
        return "  documents: { url: \"" + url + "\", secret: { env: CALCULATOR_GATEWAY_SECRET },"
                + " tools: { document_generate: { timeout: 60s } } }\n";
    }

    /** The limits of the policy that ships, too high to refuse: what is measured is the deciding. */
    static String policy() {
        return policy("");
    }

    /** The same with more rules. */
    static String policy(String moreRules) {
        return rules() + moreRules + """
                limits:
                  - { id: user,  per: [user], rate: 1000/s, burst: 1000 }
                  - { id: lists, per: [user], rate: 20/s, methods: [list, discover] }
                  - { id: open,  per: [user], concurrent: 1000 }
                """;
    }

    /** A policy without limits, to which some may be added. */
    static String rules() {
        return """
                version: 1
                issuers:
                  %s: { tenants: ["*"], roles: { "*": same } }
                roles:
                  %s: {}
                rules:
                  - { id: everything, to: [%2$s], allow: ["*/*"] }
                """.formatted(Calls.ISSUER, Calls.ROLE);
    }

    static Map<String, String> gateway(Path directory, int port, Stores stores) {
        return Map.ofEntries(
                Map.entry("GATEWAY_PORT", Integer.toString(port)),
                Map.entry("MANAGEMENT_PORT", Integer.toString(Child.freePort())),
                Map.entry("BIND_ADDRESS", "127.0.0.1"),
                Map.entry("PUBLIC_URLS", "http://localhost:" + port),
                Map.entry("GATEWAY_CONFIG_DIR", directory.toString()),
                Map.entry("GATEWAY_SPOOL_DIR", directory.resolve("spool").toString()),
                Map.entry("DATABASE_URL", stores.databaseUrl()),
                Map.entry("REDIS_URL", stores.redisUrl()),
                Map.entry("JWT_SECRET_KEY", Calls.SECRET),
                Map.entry("JWT_ALLOWED_ALGORITHMS", "HS256"),
                Map.entry("JWT_ISSUER", Calls.ISSUER),
                Map.entry("JWT_AUDIENCE", Calls.AUDIENCE),
                Map.entry("CALCULATOR_GATEWAY_SECRET", TOOL_SECRET));
    }
}
