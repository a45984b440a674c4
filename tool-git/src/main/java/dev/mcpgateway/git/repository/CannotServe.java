package dev.mcpgateway.git.repository;

import java.io.IOException;

/** A configured repository cannot be served; the message completes "repository x: …". For operators, at start. */
final class CannotServe extends IOException {
    CannotServe(String why) {
        super(why);
    }
}
