package dev.mcpgateway.edge;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

import dev.mcpgateway.call.CallFailure;
import dev.mcpgateway.call.McpMessage.Range;
import dev.mcpgateway.call.Reason;

/** From the bytes of a body to what decides about it. Errors tell where, never what: bodies hold arguments. */
final class Envelope {
    private static final int DEEPEST = 64;
    private static final int LONGEST_KEY = 16 * 1024;
    private static final int LONGEST_NUMBER = 1_000;
    private static final int MOST_TOKENS = 200_000;

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(LONGEST_KEY)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxTokenCount(MOST_TOKENS)
                    .build())
            .build();

    /**
     * What the bytes say, before anything is compared with the headers.
     *
     * @param method empty for the answer of a client to a server's own request
     * @param ref what a completion is about
     */
    record Content(
            ByteBuffer body,
            Optional<String> id,
            Optional<String> method,
            Optional<String> name,
            Optional<String> uri,
            Optional<String> taskId,
            Optional<Ref> ref,
            List<String> watched,
            Range arguments,
            Optional<String> client,
            Optional<String> metaVersion,
            boolean saysCapabilities,
            boolean takesTasks,
            Optional<String> traceparent) {}

    /** A prompt by its name, or a resource by its URI. */
    record Ref(String type, Optional<String> name, Optional<String> uri) {}

    Content read(byte[] body) {
        refuseOtherEncodings(body);
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), body, 0, body.length)) {
            return new MessageReader(body, parser).read();
        } catch (StreamConstraintsException e) {
            throw CallFailure.of(
                    Reason.PARSE_ERROR,
                    "the body is nested deeper than " + DEEPEST + ", has more than " + MOST_TOKENS
                            + " parts, a key longer than " + LONGEST_KEY + " or a number longer than "
                            + LONGEST_NUMBER);
        } catch (JacksonException e) {
            throw CallFailure.of(
                    Reason.PARSE_ERROR,
                    "the body is not JSON, at byte " + e.getLocation().getByteOffset());
        }
    }

    /** A parser that guesses the encoding would see another message than one that does not. */
    private static void refuseOtherEncodings(byte[] body) {
        for (int i = 0; i < Math.min(4, body.length); i++) {
            if (body[i] <= 0) {
                throw CallFailure.of(Reason.PARSE_ERROR, "the body must be UTF-8 JSON without a byte order mark");
            }
        }
    }
}
