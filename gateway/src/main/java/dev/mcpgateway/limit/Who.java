package dev.mcpgateway.limit;

/**
 * Everything a limit can count apart, of one call. Made once per call; each limit looks at its own part.
 *
 * @param user the caller's whole identity
 * @param subject the caller as people know them
 * @param target {@code server/tool}
 */
record Who(String tenant, String user, String subject, String target, String address) {
    /** Before a token was looked at. */
    static Who at(String address) {
        return new Who("", "", "", "", address);
    }
}
