package dev.mcpgateway.auth;

/** An issuer cannot be asked for its keys: for the log, not for a caller. */
final class KeysAway extends RuntimeException {
    KeysAway(String where, String why) {
        super("the issuer's keys at " + where + " cannot be had: " + why, null, false, false);
    }
}
