package dev.mcpgateway.local;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

import dev.mcpgateway.local.host.Layout;
import dev.mcpgateway.local.host.Refusal;
import dev.mcpgateway.local.host.Secrets;

@Command(name = "token", description = "Prints a token of the running stack's issuer, and nothing else.")
final class TokenCommand implements Callable<Integer> {
    @ParentCommand
    private Up up = new Up();

    @Option(names = "--user", required = true, paramLabel = "U", description = "Who the token speaks for.")
    private String user = "";

    @Option(
            names = "--roles",
            required = true,
            split = ",",
            paramLabel = "A",
            description = "Roles, comma-separated, as policy.yaml names them.")
    private List<String> roles = List.of();

    @Option(
            names = "--tenant",
            defaultValue = "local",
            paramLabel = "T",
            description = "Tenant (default: ${DEFAULT-VALUE}).")
    private String tenant = "";

    @Option(
            names = "--ttl",
            defaultValue = "3600",
            paramLabel = "SECONDS",
            description = "How long it is valid (default: ${DEFAULT-VALUE}).")
    private long seconds;

    @Override
    public Integer call() {
        Layout layout = up.layout();
        int issuer = RunNotes.read(layout)
                .map(RunNotes::issuerPort)
                .filter(port -> port > 0)
                .orElseThrow(() ->
                        new Refusal("No issuer runs on %s: start the stack with ./up first.".formatted(layout.data())));
        System.out.println(new Tokens(issuer, Secrets.of(layout)).issue(new Tokens.Wish(user, roles, tenant, seconds)));
        return 0;
    }
}
