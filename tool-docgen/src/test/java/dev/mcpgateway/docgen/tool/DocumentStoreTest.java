package dev.mcpgateway.docgen.tool;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import dev.mcpgateway.docgen.tool.DocumentStore.Owner;
import dev.mcpgateway.server.resource.Resources.Reader;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentStoreTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T12:00:00Z"));
    private final DocumentStore store = new DocumentStore(
            now::get,
            new DocgenProperties(
                    DataSize.ofBytes(10),
                    DataSize.ofKilobytes(4),
                    Duration.ofMinutes(15),
                    Duration.ofSeconds(30),
                    500,
                    DataSize.ofKilobytes(4)));

    private static Owner owner(String user, String tenant) {
        return new Owner(Optional.of(user), Optional.of(tenant));
    }

    private boolean readable(String uri, String user, String tenant) {
        return store.read(uri, new Reader(Optional.of(user), Optional.of(tenant)))
                .blockOptional()
                .isPresent();
    }

    @Test
    void onlyItsOwnerInItsTenantReadsADocument() {
        store.keep(owner("ada", "acme"), "docgen://documents/a.pdf", "application/pdf", new byte[100]);

        assertThat(readable("docgen://documents/a.pdf", "ada", "acme")).isTrue();
        assertThat(readable("docgen://documents/a.pdf", "eve", "acme")).isFalse();
        assertThat(readable("docgen://documents/a.pdf", "ada", "other")).isFalse();
        assertThat(store.read("docgen://documents/a.pdf", new Reader(Optional.empty(), Optional.empty()))
                        .blockOptional())
                .isEmpty();
        assertThat(store.list(new Reader(Optional.of("eve"), Optional.of("acme")))
                        .collectList()
                        .block())
                .isEmpty();
    }

    @Test
    void whatTwoOwnersMadeAlikeBelongsToBoth() {
        store.keep(owner("ada", "acme"), "docgen://documents/a.pdf", "application/pdf", new byte[100]);
        store.keep(owner("bob", "acme"), "docgen://documents/a.pdf", "application/pdf", new byte[100]);

        assertThat(readable("docgen://documents/a.pdf", "ada", "acme")).isTrue();
        assertThat(readable("docgen://documents/a.pdf", "bob", "acme")).isTrue();
    }

    @Test
    void expiresAfterItsTime() {
        Instant until = store.keep(owner("ada", "acme"), "docgen://documents/a.pdf", "application/pdf", new byte[100]);

        now.set(until.minusMillis(1));
        assertThat(readable("docgen://documents/a.pdf", "ada", "acme")).isTrue();
        now.set(until);
        assertThat(readable("docgen://documents/a.pdf", "ada", "acme")).isFalse();
    }

    @Test
    void theOldestMakesRoomAndARepetitionTakesNone() {
        for (int i = 0; i < 10; i++) {
            store.keep(owner("ada", "acme"), "docgen://documents/same.pdf", "application/pdf", new byte[2_000]);
        }
        store.keep(owner("ada", "acme"), "docgen://documents/b.pdf", "application/pdf", new byte[2_000]);
        assertThat(readable("docgen://documents/same.pdf", "ada", "acme")).isTrue();

        store.keep(owner("ada", "acme"), "docgen://documents/c.pdf", "application/pdf", new byte[2_000]);

        assertThat(readable("docgen://documents/same.pdf", "ada", "acme")).isFalse();
        assertThat(readable("docgen://documents/b.pdf", "ada", "acme")).isTrue();
        assertThat(readable("docgen://documents/c.pdf", "ada", "acme")).isTrue();
    }
}
