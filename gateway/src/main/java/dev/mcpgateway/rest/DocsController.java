package dev.mcpgateway.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/**
 * The REST API as OpenAPI, and a page to read it by. Nothing of it is loaded from anywhere else. The description is
 * written by hand and held to the controllers by a test.
 */
@RestController
final class DocsController {
    private static final String WEBJAR = "classpath*:META-INF/resources/webjars/swagger-ui/*/";
    private static final String ONLY_FROM_HERE =
            "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                    + " connect-src 'self'";

    private final Map<String, Resource> pages;

    DocsController() {
        pages = Map.of(
                "/docs",
                new ClassPathResource("docs/index.html"),
                "/docs/openapi.yaml",
                new ClassPathResource("docs/openapi.yaml"),
                "/docs/swagger-ui.css",
                inWebjar("swagger-ui.css"),
                "/docs/swagger-ui-bundle.js",
                inWebjar("swagger-ui-bundle.js"));
    }

    @GetMapping({"/docs", "/docs/openapi.yaml", "/docs/swagger-ui.css", "/docs/swagger-ui-bundle.js"})
    ResponseEntity<Resource> page(ServerWebExchange exchange) {
        String path = exchange.getRequest().getPath().value();
        return ResponseEntity.ok()
                .contentType(type(path))
                .header("Content-Security-Policy", ONLY_FROM_HERE)
                .body(pages.get(path));
    }

    private static MediaType type(String path) {
        if (path.endsWith(".css")) {
            return new MediaType("text", "css");
        }
        if (path.endsWith(".js")) {
            return new MediaType("text", "javascript");
        }
        return path.endsWith(".yaml") ? new MediaType("application", "yaml") : MediaType.TEXT_HTML;
    }

    private static Resource inWebjar(String name) {
        try {
            Resource[] found = new PathMatchingResourcePatternResolver().getResources(WEBJAR + name);
            if (found.length != 1) {
                throw new IllegalStateException("one " + name + " is wanted, there are " + found.length);
            }
            return found[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
