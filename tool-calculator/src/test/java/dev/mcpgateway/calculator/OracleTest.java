package dev.mcpgateway.calculator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.mcpgateway.server.Tool;
import dev.mcpgateway.server.ToolContext;
import dev.mcpgateway.server.ToolError;
import dev.mcpgateway.server.ToolResult;
import dev.mcpgateway.server.json.Arguments;
import dev.mcpgateway.server.json.Json;
import dev.mcpgateway.server.json.RecordSchema;

import static org.assertj.core.api.Assertions.assertThat;

/** Ten thousand cases from another implementation; see {@code src/test/oracle/make_cases.py}. */
class OracleTest {
    private static final int CASES = 10_000;

    private final Map<String, Function<ObjectNode, JsonNode>> tools = Map.of(
            "exact_calculate", through(new ExactCalculate()),
            "exact_statistics", through(new ExactStatistics()),
            "exact_convert_units", through(new ExactConvertUnits()),
            "exact_unit_arithmetic", through(new ExactUnitArithmetic()));

    @Test
    void agreesWithTheOracle() {
        List<String> cases = cases();

        List<String> wrong = cases.stream()
                .map(this::complaint)
                .filter(Objects::nonNull)
                .limit(20)
                .toList();

        assertThat(wrong).isEmpty();
        assertThat(cases).hasSize(CASES);
    }

    private @Nullable String complaint(String line) {
        String[] parts = line.split("\t", -1);
        ObjectNode arguments = (ObjectNode) Json.MAPPER.readTree(parts[1]);
        try {
            JsonNode answer = Objects.requireNonNull(tools.get(parts[0])).apply(arguments);
            String value = answer.path("value").asString("");
            String fraction = answer.path("fraction").asString("-");
            boolean right = !parts[2].equals("!")
                    && new BigDecimal(value).compareTo(new BigDecimal(parts[2])) == 0
                    && (parts[3].equals("-") || parts[3].equals(fraction));
            return right ? null : line + "\n    but got " + answer;
        } catch (ToolError refused) {
            return parts[2].equals("!") ? null : line + "\n    but refused: " + refused.text();
        }
    }

    private static List<String> cases() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(
                        Objects.requireNonNull(OracleTest.class.getResourceAsStream("/oracle/cases.tsv.gz"))),
                StandardCharsets.UTF_8))) {
            return new ArrayList<>(lines.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole way of a call but the network: schema, defaults, tool, structured result. */
    private static <I, O> Function<ObjectNode, JsonNode> through(Tool<I, O> tool) {
        Class<I> input = tool.spec().input();
        Arguments<I> reader = new Arguments<>(input, new RecordSchema().ofInput(input));
        return arguments -> {
            ToolResult<O> result = Objects.requireNonNull(
                    tool.call(reader.read(arguments), new Here()).block());
            return Json.MAPPER.valueToTree(result.output());
        };
    }

    /** Computes where it stands. */
    private static final class Here implements ToolContext {
        @Override
        public void progress(double done, double total, String message) {}

        @Override
        public void progress(double done, String message) {}

        @Override
        public void log(Level level, String message) {}

        @Override
        public Optional<String> userId() {
            return Optional.empty();
        }

        @Override
        public Optional<String> tenantId() {
            return Optional.empty();
        }

        @Override
        public String requestId() {
            return "oracle";
        }

        @Override
        public boolean cancelled() {
            return false;
        }

        @Override
        public <T> Mono<T> compute(Callable<T> work) {
            return Mono.fromCallable(work);
        }
    }
}
