package dev.mcpgateway.issuer.client;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

import dev.mcpgateway.issuer.refusal.Refusal;

/**
 * Clients that describe themselves in a document at the URL that is their id. The URL comes from a stranger, so the fetch goes to
 * a public address only, to the very address that was checked, once, for a bounded time and a bounded number of bytes.
 */
public final class MetadataDocuments {
    private static final Logger LOG = LoggerFactory.getLogger(MetadataDocuments.class);
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_DOCUMENTS = 1_000;
    private static final int HTTPS = 443;
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern JSON =
            Pattern.compile("application/([a-z0-9.+-]+\\+)?json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

    private final HttpClient http;
    private final Predicate<InetAddress> reachable;
    private final Duration patience;
    private final RedirectUris redirectUris;
    private final Cache<String, Client> known;

    public MetadataDocuments(RedirectUris redirectUris, InstantSource clock) {
        this(HttpClient.newConnection().secure(), PublicAddresses::contains, PATIENCE, redirectUris, clock);
    }

    MetadataDocuments(
            HttpClient http,
            Predicate<InetAddress> reachable,
            Duration patience,
            RedirectUris redirectUris,
            InstantSource clock) {
        this.http = http;
        this.reachable = reachable;
        this.patience = patience;
        this.redirectUris = redirectUris;
        known = Caffeine.newBuilder()
                .maximumSize(MAX_DOCUMENTS)
                .expireAfterWrite(KEPT)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    Mono<Client> client(String id) {
        return Mono.fromSupplier(() -> known.getIfPresent(id))
                .switchIfEmpty(Mono.defer(() -> fetch(ClientIdUrl.parse(id))));
    }

    Mono<Client> fetch(URI url) {
        return Mono.fromCallable(() -> InetAddress.getAllByName(url.getHost()))
                // The platform's resolver blocks.
                .subscribeOn(Schedulers.boundedElastic())
                .map(found -> checked(List.of(found)))
                .flatMap(address -> document(url, address))
                .map(document -> ClientDocument.read(url.toString(), document, redirectUris))
                .doOnNext(client -> known.put(client.id(), client))
                .timeout(patience)
                .onErrorMap(failure -> !(failure instanceof Refusal), failure -> unreachable(url, failure));
    }

    /** All of them must do: a name that also leads inside is a trick. */
    private InetAddress checked(List<InetAddress> found) {
        if (!found.stream().allMatch(reachable)) {
            throw Refusal.invalidClient("The client_id leads to an address that is not on the public internet");
        }
        return found.get(0);
    }

    private Mono<byte[]> document(URI url, InetAddress address) {
        int port = url.getPort() < 0 ? HTTPS : url.getPort();
        return http.remoteAddress(() -> new InetSocketAddress(address, port))
                .responseTimeout(patience)
                .headers(headers -> headers.set("Accept", "application/json"))
                .get()
                .uri(url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery()))
                .response(MetadataDocuments::body)
                .single();
    }

    private static Mono<byte[]> body(HttpClientResponse response, ByteBufFlux content) {
        String type = response.responseHeaders().get("Content-Type", "");
        if (response.status().code() != 200 || !JSON.matcher(type).matches()) {
            return Mono.error(Refusal.invalidClient("The client_id's URL must answer 200 with JSON"));
        }
        return content.asByteArray()
                .collect(ByteArrayOutputStream::new, MetadataDocuments::add)
                .map(ByteArrayOutputStream::toByteArray);
    }

    private static void add(ByteArrayOutputStream soFar, byte[] more) {
        if (soFar.size() + more.length > MAX_BYTES) {
            throw Refusal.invalidClient("The client_id's document is larger than 64 KiB");
        }
        soFar.writeBytes(more);
    }

    private static Refusal unreachable(URI url, Throwable failure) {
        LOG.warn("No client document from {}: {}", url.getHost(), failure.toString());
        return Refusal.invalidClient("The client_id's document cannot be fetched");
    }
}
