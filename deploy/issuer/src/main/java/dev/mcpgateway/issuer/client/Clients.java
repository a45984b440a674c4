package dev.mcpgateway.issuer.client;

import reactor.core.publisher.Mono;

import dev.mcpgateway.issuer.refusal.Refusal;

/** Finds a client by its id: one that registered here, or one whose id is the URL of a document about it. */
public final class Clients {
    private final Registrations registrations;
    private final MetadataDocuments documents;

    public Clients(Registrations registrations, MetadataDocuments documents) {
        this.registrations = registrations;
        this.documents = documents;
    }

    public Mono<Client> find(String id) {
        return id.startsWith("https://")
                ? documents.client(id)
                : Mono.justOrEmpty(registrations.find(id))
                        .switchIfEmpty(Mono.error(() -> Refusal.invalidClient(
                                "The client_id is none of this issuer's; register again at /register")));
    }
}
