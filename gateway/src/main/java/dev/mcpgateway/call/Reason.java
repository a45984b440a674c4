package dev.mcpgateway.call;

import dev.mcpgateway.wire.ErrorCodes;

/**
 * The error table: everything that can be answered instead of a tool's answer. A code of our own is {@code -(31000 +
 * HTTP status)}, outside the range JSON-RPC keeps for itself; the codes of JSON-RPC and MCP keep their meaning.
 */
public enum Reason {
    // Before the caller is known or the request can be read: the HTTP status says it.
    UNAUTHENTICATED(401, Told.BY_STATUS, Whose.REFUSAL),
    INSUFFICIENT_SCOPE(403, Told.BY_STATUS, Whose.REFUSAL),
    ORIGIN_REFUSED(403, Told.BY_STATUS, Whose.REFUSAL),
    NOT_FOUND(404, Told.BY_STATUS, Whose.REFUSAL),
    /** Ended, or never this caller's: a legacy client that reads 404 opens a new one. */
    SESSION_NOT_FOUND(404, Told.BY_STATUS, Whose.REFUSAL),
    METHOD_NOT_ALLOWED(405, Told.BY_STATUS, Whose.REFUSAL),
    NOT_ACCEPTABLE(406, Told.BY_STATUS, Whose.REFUSAL),
    AMBIGUOUS(409, Told.BY_STATUS, Whose.REFUSAL),
    REMOVED(410, Told.BY_STATUS, Whose.REFUSAL),
    REQUEST_TIMEOUT(408, Told.BY_STATUS, Whose.REFUSAL),
    PAYLOAD_TOO_LARGE(413, Told.BY_STATUS, Whose.REFUSAL),
    HEADERS_TOO_LARGE(431, Told.BY_STATUS, Whose.REFUSAL),
    UNSUPPORTED_MEDIA_TYPE(415, Told.BY_STATUS, Whose.REFUSAL),
    PARSE_ERROR(400, ErrorCodes.PARSE_ERROR, Told.BY_STATUS, Whose.REFUSAL),
    INVALID_REQUEST(400, ErrorCodes.INVALID_REQUEST, Told.BY_STATUS, Whose.REFUSAL),
    INVALID_PARAMS(400, ErrorCodes.INVALID_PARAMS, Told.BY_STATUS, Whose.REFUSAL),
    HEADER_MISMATCH(400, ErrorCodes.HEADER_MISMATCH, Told.BY_STATUS, Whose.REFUSAL),
    UNSUPPORTED_VERSION(400, ErrorCodes.UNSUPPORTED_VERSION, Told.BY_STATUS, Whose.REFUSAL),
    MISSING_CLIENT_CAPABILITY(400, ErrorCodes.MISSING_CLIENT_CAPABILITY, Told.BY_STATUS, Whose.REFUSAL),
    /** Modern clients expect the status, legacy ones the code: the renderer asks the version. */
    METHOD_NOT_FOUND(404, ErrorCodes.METHOD_NOT_FOUND, Told.BY_STATUS, Whose.REFUSAL),

    // A readable request of a known caller: clients show code and message only when they come in HTTP 200.
    /** Never there, or never this caller's: the two look the same. */
    TASK_NOT_FOUND(404, ErrorCodes.INVALID_PARAMS, Told.IN_BAND, Whose.REFUSAL),
    NOT_PERMITTED(403, Told.IN_BAND, Whose.REFUSAL),
    /** Nothing of this name; or, where denials are hidden, nothing that this caller may use. */
    NOT_OFFERED(404, ErrorCodes.INVALID_PARAMS, Told.IN_BAND, Whose.REFUSAL),
    RATE_LIMITED(429, Told.IN_BAND, Whose.REFUSAL),
    OVERLOADED(503, Told.IN_BAND, Whose.REFUSAL),
    UPSTREAM_UNAVAILABLE(502, Told.IN_BAND, Whose.FAILURE),
    UPSTREAM_TIMEOUT(504, Told.IN_BAND, Whose.FAILURE),
    UPSTREAM_INVALID(502, Told.IN_BAND, Whose.FAILURE),
    INTERNAL(500, ErrorCodes.INTERNAL_ERROR, Told.IN_BAND, Whose.FAILURE);

    private enum Told {
        BY_STATUS,
        IN_BAND
    }

    private enum Whose {
        REFUSAL,
        FAILURE
    }

    private final String word = name().toLowerCase(java.util.Locale.ROOT);
    private final int status;
    private final int code;
    private final Told told;
    private final Whose whose;

    Reason(int status, Told told, Whose whose) {
        this(status, -(31_000 + status), told, whose);
    }

    Reason(int status, int code, Told told, Whose whose) {
        this.status = status;
        this.code = code;
        this.told = told;
        this.whose = whose;
    }

    /** The stable word in {@code data.reason}. */
    public String word() {
        return word;
    }

    public int status() {
        return status;
    }

    public int code() {
        return code;
    }

    /** Whether an MCP client is told inside HTTP 200, once its request could be read. */
    public boolean isInBand() {
        return told == Told.IN_BAND;
    }

    /** A refusal is our decision; a failure happened to us. */
    public boolean isRefusal() {
        return whose == Whose.REFUSAL;
    }
}
