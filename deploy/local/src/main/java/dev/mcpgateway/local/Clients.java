package dev.mcpgateway.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.local.host.Layout;
import dev.mcpgateway.local.host.Refusal;
import dev.mcpgateway.local.host.Secrets;

/** Settings for the clients people have, ready to be pasted: each names the same thing in its own words. */
final class Clients {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final String gateway;
    private final List<String> scopes;
    private final String token;

    Clients(String gateway, List<String> scopes, String token) {
        this.gateway = gateway;
        this.scopes = scopes;
        this.token = token;
    }

    String vsCode() {
        return block("servers");
    }

    String cursor() {
        return block("mcpServers");
    }

    /** It starts programs and speaks to no URL of its settings file, so a small bridge stands between. */
    String claudeDesktop() {
        ObjectNode all = JSON.createObjectNode();
        ObjectNode servers = all.putObject("mcpServers");
        for (String scope : scopes) {
            ObjectNode server = servers.putObject(scope);
            server.put("command", "npx");
            server.putArray("args")
                    .add("-y")
                    .add("mcp-remote")
                    .add(url(scope))
                    .add("--header")
                    // No blank in an argument: some systems split there.
                    .add("Authorization:${AUTHORIZATION}");
            server.putObject("env").put("AUTHORIZATION", "Bearer " + token);
        }
        return JSON.writeValueAsString(all);
    }

    /** The same as files, because a banner scrolls away. They hold a token, so only their owner reads them. */
    Path write(Layout layout) {
        Path folder = layout.data().resolve("clients");
        try {
            Files.createDirectories(folder);
            Secrets.writePrivately(folder.resolve("vscode.json"), vsCode());
            Secrets.writePrivately(folder.resolve("cursor.json"), cursor());
            Secrets.writePrivately(folder.resolve("claude-desktop.json"), claudeDesktop());
            return folder;
        } catch (IOException cannot) {
            throw new Refusal("The client settings cannot be written to %s: %s".formatted(folder, cannot.getMessage()));
        }
    }

    private String block(String key) {
        ObjectNode all = JSON.createObjectNode();
        ObjectNode servers = all.putObject(key);
        for (String scope : scopes) {
            ObjectNode server = servers.putObject(scope);
            server.put("type", "http").put("url", url(scope));
            server.putObject("headers").put("Authorization", "Bearer " + token);
        }
        return JSON.writeValueAsString(all);
    }

    private String url(String scope) {
        return gateway + "/" + scope + "/mcp";
    }
}
