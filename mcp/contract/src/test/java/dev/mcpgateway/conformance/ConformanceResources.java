package dev.mcpgateway.conformance;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.mcpgateway.server.resource.Resource;
import dev.mcpgateway.server.resource.ResourceContents;
import dev.mcpgateway.server.resource.ResourceTemplate;
import dev.mcpgateway.server.resource.Resources;

/** The resources that the suite asks for. */
final class ConformanceResources implements Resources {
    private static final Pattern TEMPLATE = Pattern.compile("test://template/([^/]+)/data");

    @Override
    public Flux<Resource> list(Reader reader) {
        return Flux.just(
                new Resource("test://static-binary", "binary", "Binary", "A pixel", "image/png", null),
                new Resource("test://static-text", "text", "Text", "A sentence", "text/plain", null));
    }

    @Override
    public List<ResourceTemplate> templates() {
        return List.of(
                new ResourceTemplate("test://template/{id}/data", "data", "Data", "Data by id", "application/json"));
    }

    @Override
    public Mono<ResourceContents> read(String uri, Reader reader) {
        Matcher template = TEMPLATE.matcher(uri);
        if (template.matches()) {
            String id = template.group(1);
            return Mono.just(ResourceContents.text(
                    uri,
                    "application/json",
                    "{\"id\":\"" + id + "\",\"templateTest\":true,\"data\":\"Data for ID: " + id + "\"}"));
        }
        return switch (uri) {
            case "test://static-text" ->
                Mono.just(ResourceContents.text(uri, "text/plain", "This is the content of the static text resource."));
            case "test://static-binary" -> Mono.just(ResourceContents.bytes(uri, "image/png", ConformanceServer.PIXEL));
            default -> Mono.empty();
        };
    }
}
