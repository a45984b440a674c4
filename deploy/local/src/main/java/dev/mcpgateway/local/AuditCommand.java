package dev.mcpgateway.local;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

import dev.mcpgateway.local.host.Layout;
import dev.mcpgateway.local.host.Refusal;
import dev.mcpgateway.local.host.Secrets;

@Command(
        name = "audit",
        description = "Asks the running stack about its audit log.",
        subcommands = AuditCommand.Verify.class)
final class AuditCommand {
    @ParentCommand
    private Up up = new Up();

    Layout layout() {
        return up.layout();
    }

    @Command(
            name = "verify",
            description = "Says whether the audit log is what was recorded; exit code 1 if it is not.")
    static final class Verify implements Callable<Integer> {
        private static final String ROLE = "auditor";
        private static final Duration PATIENCE = Duration.ofMinutes(30);
        private static final int TOKEN_SECONDS = 3_600;

        @ParentCommand
        private AuditCommand audit = new AuditCommand();

        @Option(
                names = "--seal",
                paramLabel = "SEAL",
                description = "A seal from the log; shows whether the end was cut off. May be repeated.")
        private List<String> seals = List.of();

        @Override
        public Integer call() throws IOException, InterruptedException {
            Layout layout = audit.layout();
            RunNotes notes = RunNotes.read(layout)
                    .orElseThrow(() -> new Refusal(
                            "Nothing runs on %s: start the stack with ./up first.".formatted(layout.data())));
            String token = new Tokens(notes.issuerPort(), Secrets.of(layout))
                    .issue(new Tokens.Wish("up-audit", List.of(ROLE), "local", TOKEN_SECONDS));
            String query = seals.stream()
                    .map(seal -> "seal=" + URLEncoder.encode(seal, StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&", "?", ""));
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + notes.gatewayPort() + "/admin/audit/verify" + query))
                    .header("Authorization", "Bearer " + token)
                    .timeout(PATIENCE)
                    .build();
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            System.out.println(answer.body());
            return answer.statusCode() == 200 && answer.body().contains("\"intact\":true") ? 0 : 1;
        }
    }
}
