package dev.mcpgateway.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import dev.mcpgateway.bench.Contestant.Kind;
import dev.mcpgateway.wire.McpMethod;

/**
 * What agents ask in the course of a day. One who calls several tools in one turn sends these calls right after one
 * another, on whatever connections are free: mostly at the same time.
 */
final class AgentMix {
    static final String SAYS = "Of 34 turns 15 are one call of a tool, 5 a list of the " + AgentAnswers.TOOLS
            + " tools, 8 three calls at once, and 6 discover, read a resource, get a prompt or tell of something. Of"
            + " 100 requests 5 are for a tool that our policy refuses, which the others pass on, and 2 go to a tool"
            + " that takes " + AgentAnswers.SLOW.toMillis() + " ms; these count, but not in the latency. Our gateway"
            + " also takes the refused tool out of the lists.";

    /** Twice 34 turns are a hundred requests. */
    private static final int SINGLE = 30;

    private static final int REFUSED = 5;
    private static final int SLOW = 2;
    private static final int LISTS = 10;
    private static final int TOGETHER = 16;
    private static final int CALLS_TOGETHER = 3;
    private static final int DISCOVERS = 4;
    private static final int RESOURCES = 4;
    private static final int PROMPTS = 2;
    private static final int NOTICES = 2;
    private static final int HUNDREDS = 20;
    private static final long SEED = 20261121;

    private AgentMix() {}

    /** One thing an agent asks. */
    enum Turn {
        CALL,
        REFUSED_CALL,
        SLOW_CALL,
        CALLS,
        LIST,
        DISCOVER,
        RESOURCE,
        PROMPT,
        NOTICE
    }

    static String policy() {
        return Setup.policy("""
                  - { id: reading, to: [%1$s], allow: [ { server: calculator, resource: "*" }, { server: calculator, prompt: "*" } ] }
                  - { id: never, to: ["*"], deny: ["calculator/%2$s"] }
                """.formatted(Calls.ROLE, AgentAnswers.REFUSED_TOOL));
    }

    /** In an order that looks like chance and is the same in every run and for every contestant. */
    static List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        add(turns, Turn.CALL, SINGLE - REFUSED - SLOW);
        add(turns, Turn.REFUSED_CALL, REFUSED);
        add(turns, Turn.SLOW_CALL, SLOW);
        add(turns, Turn.CALLS, TOGETHER);
        add(turns, Turn.LIST, LISTS);
        add(turns, Turn.DISCOVER, DISCOVERS);
        add(turns, Turn.RESOURCE, RESOURCES);
        add(turns, Turn.PROMPT, PROMPTS);
        add(turns, Turn.NOTICE, NOTICES);
        Collections.shuffle(turns, new Random(SEED));
        return turns;
    }

    private static void add(List<Turn> turns, Turn turn, int times) {
        turns.addAll(Collections.nCopies(times * HUNDREDS, turn));
    }

    /** Each turn is another user's. */
    static List<Question> questions(Kind contestant, int port, String path, Calls calls) {
        List<Question> questions = new ArrayList<>();
        int user = 0;
        for (Turn turn : turns()) {
            String token = calls.tokens().get(user++ % calls.tokens().size());
            Question question = question(turn, contestant == Kind.OURS, new Wire(port, path, token));
            questions.addAll(Collections.nCopies(turn == Turn.CALLS ? CALLS_TOGETHER : 1, question));
        }
        return questions;
    }

    private static Question question(Turn turn, boolean isGoverned, Wire wire) {
        return switch (turn) {
            case CALL, CALLS -> new Question(wire.call(Calls.TOOL), Expected.exactly(CheapUpstream.answer()));
            case SLOW_CALL ->
                new Question(wire.call(AgentAnswers.SLOW_TOOL), Expected.exactly(CheapUpstream.answer()), true);
            case REFUSED_CALL ->
                new Question(
                        wire.call(AgentAnswers.REFUSED_TOOL),
                        isGoverned
                                ? Expected.beginning("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-31403,")
                                : Expected.exactly(CheapUpstream.answer()));
            case LIST -> wire.about(McpMethod.TOOLS_LIST, AgentAnswers.list(isGoverned));
            case DISCOVER -> wire.about(McpMethod.DISCOVER, AgentAnswers.DISCOVERED);
            case RESOURCE -> wire.about(McpMethod.RESOURCES_READ, AgentAnswers.RESOURCE);
            case PROMPT -> wire.about(McpMethod.PROMPTS_GET, AgentAnswers.PROMPT);
            case NOTICE -> wire.about(McpMethod.NOTIFICATIONS_CANCELLED, "");
        };
    }

    /** How one user's questions to one contestant are written. */
    private record Wire(int port, String path, String token) {
        byte[] call(String tool) {
            return Calls.request(port, path, token, McpMethod.TOOLS_CALL, Optional.of(tool), Calls.body(tool));
        }

        Question about(McpMethod method, String answer) {
            Optional<String> name = switch (method) {
                case RESOURCES_READ -> Optional.of("doc://readme");
                case PROMPTS_GET -> Optional.of("summary");
                default -> Optional.empty();
            };
            String params = "{" + Calls.meta()
                    + switch (method) {
                        case RESOURCES_READ -> ",\"uri\":\"" + name.orElseThrow() + "\"";
                        case PROMPTS_GET -> ",\"name\":\"" + name.orElseThrow() + "\"";
                        case NOTIFICATIONS_CANCELLED -> ",\"requestId\":1";
                        default -> "";
                    }
                    + "}";
            String id = method.kind() == McpMethod.Kind.NOTIFICATION ? "" : "\"id\":1,";
            String body =
                    "{\"jsonrpc\":\"2.0\"," + id + "\"method\":\"" + method.wire() + "\",\"params\":" + params + "}";
            return new Question(
                    Calls.request(port, path, token, method, name, body),
                    Expected.exactly(answer.getBytes(StandardCharsets.US_ASCII)));
        }
    }
}
