package dev.mcpgateway.auth;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Asks an issuer for one of its documents: briefly, of bounded size, and from nobody else than was named. */
final class Fetch {
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final int LARGEST = 256 * 1024;

    private final HttpClient http = HttpClient.create().responseTimeout(ANSWER).followRedirect(false);

    Mono<String> text(String url) {
        return http.get()
                .uri(url)
                .response((response, body) -> response.status().code() == 200
                        ? bounded(body.asByteArray())
                        : Mono.error(new IllegalStateException(
                                "HTTP " + response.status().code())))
                .single()
                .timeout(ANSWER);
    }

    private static Mono<String> bounded(Flux<byte[]> body) {
        return body.collect(ByteArrayOutputStream::new, (all, piece) -> {
                    if (all.size() + piece.length > LARGEST) {
                        throw new IllegalStateException("more than " + LARGEST + " bytes");
                    }
                    all.writeBytes(piece);
                })
                .map(all -> all.toString(StandardCharsets.UTF_8));
    }
}
