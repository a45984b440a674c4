package dev.mcpgateway.docgen.tool;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.resource.Resource;
import dev.mcpgateway.server.resource.ResourceContents;
import dev.mcpgateway.server.resource.ResourceTemplate;
import dev.mcpgateway.server.resource.Resources;

/**
 * Large documents, waiting for the caller who made them. In memory, bounded, and gone after a while; who lost one makes it again and gets
 * the same bytes. A document belongs to a user in a tenant: for everybody else it does not exist.
 */
@Component
final class DocumentStore implements Resources {

    private static final String PREFIX = "docgen://documents/";

    /** Nobody before this service means one owner without a name, as on a developer's machine. */
    record Owner(Optional<String> userId, Optional<String> tenantId) {
        static Owner of(ToolContext context) {
            return new Owner(context.userId(), context.tenantId());
        }
    }

    private record Key(Owner owner, String uri) {}

    private static final class Kept {
        private final String mediaType;
        private final byte[] bytes;
        private final Instant until;

        Kept(String mediaType, byte[] bytes, Instant until) {
            this.mediaType = mediaType;
            this.bytes = bytes;
            this.until = until;
        }
    }

    private final InstantSource clock;
    private final Duration time;
    private final long room;
    // Oldest first, which with one lifetime for all is also the order in which they expire.
    private final Map<Key, Kept> kept = new LinkedHashMap<>();
    private long used;

    DocumentStore(InstantSource clock, DocgenProperties properties) {
        this.clock = clock;
        this.time = properties.storeTime();
        this.room = properties.storeSize().toBytes();
    }

    static String uri(String sha256, Format format) {
        return PREFIX + sha256 + "." + format.extension();
    }

    /** Returns until when the document can be read, unless newer ones need its room. */
    synchronized Instant keep(Owner owner, String uri, String mediaType, byte[] bytes) {
        Instant now = clock.instant();
        Instant until = now.plus(time);
        forget(new Key(owner, uri));
        kept.put(new Key(owner, uri), new Kept(mediaType, bytes, until));
        used += bytes.length;
        tidy(now);
        return until;
    }

    @Override
    public Flux<Resource> list(Reader reader) {
        return Flux.defer(() -> Flux.fromIterable(listed(reader)));
    }

    @Override
    public List<ResourceTemplate> templates() {
        return List.of(new ResourceTemplate(
                PREFIX + "{name}",
                "document",
                "A generated document",
                "What document_generate linked to, for a while",
                null));
    }

    @Override
    public Mono<ResourceContents> read(String uri, Reader reader) {
        // Off the event loop: base64 of a large document takes milliseconds.
        return Mono.fromCallable(() -> find(uri, reader))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(found -> Mono.justOrEmpty(
                        found.map(document -> ResourceContents.bytes(uri, document.mediaType, document.bytes))));
    }

    private synchronized Optional<Kept> find(String uri, Reader reader) {
        tidy(clock.instant());
        return Optional.ofNullable(kept.get(new Key(owner(reader), uri)));
    }

    private synchronized List<Resource> listed(Reader reader) {
        tidy(clock.instant());
        Owner owner = owner(reader);
        return kept.entrySet().stream()
                .filter(entry -> entry.getKey().owner().equals(owner))
                .map(entry -> resource(entry.getKey().uri(), entry.getValue()))
                .toList();
    }

    private static Resource resource(String uri, Kept document) {
        return new Resource(
                uri,
                uri.substring(PREFIX.length()),
                null,
                "Readable until " + document.until,
                document.mediaType,
                (long) document.bytes.length);
    }

    private void tidy(Instant now) {
        Iterator<Kept> oldest = kept.values().iterator();
        while (oldest.hasNext()) {
            Kept document = oldest.next();
            if (used <= room && document.until.isAfter(now)) {
                return;
            }
            used -= document.bytes.length;
            oldest.remove();
        }
    }

    private void forget(Key key) {
        Kept before = kept.remove(key);
        if (before != null) {
            used -= before.bytes.length;
        }
    }

    private static Owner owner(Reader reader) {
        return new Owner(reader.userId(), reader.tenantId());
    }
}
