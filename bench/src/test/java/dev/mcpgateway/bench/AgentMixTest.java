package dev.mcpgateway.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.mcpgateway.bench.AgentMix.Turn;
import dev.mcpgateway.bench.Contestant.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class AgentMixTest {
    private static final Calls CALLS = Calls.of(2, Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void turnsAreMixedAsTheReportSays() {
        List<Turn> turns = AgentMix.turns();

        int unit = turns.size() / 34;
        assertThat(turns).filteredOn(turn -> turn.name().endsWith("CALL")).hasSize(15 * unit);
        assertThat(turns).filteredOn(turn -> turn == Turn.LIST).hasSize(5 * unit);
        assertThat(turns).filteredOn(turn -> turn == Turn.CALLS).hasSize(8 * unit);
        assertThat(turns).filteredOn(turn -> turn.compareTo(Turn.LIST) > 0).hasSize(6 * unit);
    }

    @Test
    void fiveInAHundredAreRefusedByUsAloneAndTwoAreSlow() {
        List<Question> ours = AgentMix.questions(Kind.OURS, 1, "/calculator/mcp", CALLS);
        List<Question> others = AgentMix.questions(Kind.BARE, 2, "/mcp", CALLS);

        int hundreds = ours.size() / 100;
        assertThat(ours).hasSameSizeAs(others).hasSize(hundreds * 100);
        assertThat(ours).filteredOn(asked -> !asked.expected().isAll()).hasSize(5 * hundreds);
        assertThat(others).allMatch(asked -> asked.expected().isAll());
        assertThat(ours).filteredOn(Question::isSlow).hasSize(2 * hundreds);
    }

    @Test
    void everyQuestionSaysItsLengthRightly() {
        for (Question asked : AgentMix.questions(Kind.OURS, 1, "/calculator/mcp", CALLS)) {
            String text = new String(asked.request(), StandardCharsets.US_ASCII);
            String[] parts = text.split("\r\n\r\n", 2);

            assertThat(parts[0]).endsWith("Content-Length: " + parts[1].length());
        }
    }

    @Test
    void aListWithoutTheRefusedToolDiffersInNothingElseButWhoMayKeepIt() {
        String whole = AgentAnswers.list(false);
        String cut = AgentAnswers.list(true);

        assertThat(whole).contains("\"" + AgentAnswers.REFUSED_TOOL + "\"");
        assertThat(cut).doesNotContain(AgentAnswers.REFUSED_TOOL);
        assertThat(whole.split("\"name\"", -1)).hasSize(AgentAnswers.TOOLS + 1);
        assertThat(cut.split("\"name\"", -1)).hasSize(AgentAnswers.TOOLS);
    }
}
