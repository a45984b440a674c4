package dev.mcpgateway.policy;

import java.util.Optional;

import dev.mcpgateway.call.Caller;
import dev.mcpgateway.config.PolicySpec.Kind;
import dev.mcpgateway.config.ServerSpec;

/** The question: may this caller, with this client, use that thing of this server? */
public record Use(Caller caller, Optional<String> client, ServerSpec server, Kind kind, String name) {}
