package dev.mcpgateway.local;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

import dev.mcpgateway.local.host.Layout;
import dev.mcpgateway.local.host.Secrets;

/** What a person needs to make the first call, ready to paste. */
final class Banner {
    private static final long WORKING_DAY = 8 * 3600;

    private final Layout layout;
    private final StackOptions options;
    private final Secrets secrets;

    Banner(Layout layout, StackOptions options, Secrets secrets) {
        this.layout = layout;
        this.options = options;
        this.secrets = secrets;
    }

    void print(PrintStream out, long tookMillis) {
        out.printf("%nThe stack is ready after %.1f s.%n%n", tookMillis / 1000.0);
        addresses(out);
        if (options.has(Service.GATEWAY) && options.has(Service.ISSUER)) {
            firstSteps(out);
        }
        out.printf("Logs    %s (one file for each process)%n", layout.logs());
        out.println("Stop    Ctrl-C, or ./up stop" + dataOption());
    }

    private void addresses(PrintStream out) {
        if (options.has(Service.GATEWAY)) {
            for (int number = 1; number <= options.gateways(); number++) {
                out.printf("Gateway http://localhost:%d (health: /health)%n", options.gatewayPort(number));
            }
            scopes().forEach(scope -> out.printf("        %s%n", endpoint(scope)));
        } else {
            tools().forEach(tool -> out.printf("Tool    http://localhost:%d/mcp%n", options.port(tool)));
        }
        if (options.has(Service.ISSUER)) {
            out.printf("Issuer  http://localhost:%d (development only)%n", options.port(Service.ISSUER));
        }
        out.println();
    }

    private void firstSteps(PrintStream out) {
        Tokens tokens = new Tokens(options.port(Service.ISSUER), secrets);
        String developer = tokens.issue(new Tokens.Wish("ada", List.of("developer"), "local", WORKING_DAY));
        out.printf("A development token (user ada, role developer, 8 hours):%n%s%n%n", developer);
        if (options.has(Service.CALCULATOR)) {
            out.println("This call succeeds, 1.2 + 2.3 = 3.5:");
            out.println(curl("calculator", "developer", """
                    {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"exact_calculate",\
                    "arguments":{"operator":"add","operands":["1.2","2.3"]}}}"""));
        }
        out.println("This one is refused, code -31403: a reader may not generate documents, and the answer says so:");
        out.println(curl("docs", "reader", """
                {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"document_generate","arguments":{}}}"""));
        clients(out, developer);
    }

    /** One server in full here, all of them in the files: the token is long. */
    private void clients(PrintStream out, String token) {
        String gateway = "http://localhost:" + options.port();
        Path files = new Clients(gateway, scopes(), token).write(layout);
        Clients first = new Clients(gateway, scopes().stream().limit(1).toList(), token);
        out.printf("For VS Code, in .vscode/mcp.json:%n%s%n", first.vsCode());
        out.println("With every server, ready to copy:");
        for (String client : List.of("vscode", "cursor", "claude-desktop")) {
            out.println("  " + files.resolve(client + ".json"));
        }
        out.println();
    }

    String curl(String scope, String role, String body) {
        return """
                curl -sS %s \\
                  -H "Authorization: Bearer $(%s token%s --user ada --roles %s)" \\
                  -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' \\
                  -H 'MCP-Protocol-Version: 2025-06-18' \\
                  -d '%s'
                """.formatted(endpoint(scope), Shell.word(layout.root().resolve("up")), dataOption(), role, body);
    }

    private String dataOption() {
        return layout.data().equals(layout.root().resolve(".data")) ? "" : " --data " + Shell.word(layout.data());
    }

    private String endpoint(String scope) {
        return "http://localhost:" + options.port() + "/" + scope + "/sse";
    }

    private List<String> scopes() {
        return tools().stream().map(Service::word).toList();
    }

    private List<Service> tools() {
        return options.services().stream().filter(Service::isTool).sorted().toList();
    }
}
