package dev.mcpgateway.config;

import java.util.Arrays;
import java.util.List;

/** JSON Pointers (RFC 6901) as operators write them. */
final class Pointers {
    private Pointers() {}

    /** The names on the way: after slashes, with {@code ~1} for a slash and {@code ~0} for a tilde; empty if it is none. */
    static List<String> path(String pointer) {
        return pointer.startsWith("/")
                ? Arrays.stream(pointer.substring(1).split("/", -1))
                        .map(name -> name.replace("~1", "/").replace("~0", "~"))
                        .toList()
                : List.of();
    }
}
