package dev.mcpgateway.issuer.key;

/** Everything the key file holds. */
public record Keys(SigningKeys signing, Seal seal) {}
