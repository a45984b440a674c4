package dev.mcpgateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import dev.mcpgateway.config.Plans.Derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Whatever stands in the files or goes wrong with them: the plan in force stays, and the next good files count. */
class BrokenFilesTest {
    private static final String TOOLS = """
            version: 1
            servers:
              calculator: { url: http://localhost:8091/mcp, trust: external, tools: { add: {} } }
            """;
    private static final String POLICY = """
            version: 1
            roles: { reader: {} }
            rules:
              - { id: math, to: [reader], allow: ["calculator/*"] }
            """;

    private static final String TEN = "[[[[[[[[[[";

    @TempDir
    Path folder;

    @BeforeEach
    void writeGoodFiles() throws IOException {
        write("tools.yaml", TOOLS);
        write("policy.yaml", POLICY);
    }

    /** Each below the good file's last line, with what must be said of it. */
    static Stream<Arguments> notYaml() {
        String padding = "# far from the beginning of the file\n".repeat(200);
        return Stream.of(
                Arguments.of("# a bell: \u0007\n", ":5: not YAML: U+0007 may not stand here"),
                Arguments.of(padding + "# a bell: \u0007\n", ":205: not YAML: U+0007 may not stand here"),
                Arguments.of("#\uFFFE\n", ":5: not YAML: U+FFFE may not stand here"),
                Arguments.of("deep: " + "[\n".repeat(100), ":56: not YAML: Nesting Depth exceeded"),
                Arguments.of("a: &a [1]\nb: [" + "*a,".repeat(100) + "]\n", ":6: not YAML: Number of aliases"),
                Arguments.of("tag: !!java.lang.String x: y\n", ":5: not YAML: "));
    }

    @ParameterizedTest
    @MethodSource("notYaml")
    void whatIsNoYamlIsToldWithItsLine(String broken, String complaint) throws IOException {
        write("policy.yaml", POLICY + broken);

        assertThatThrownBy(this::plans).hasMessageContaining("policy.yaml").hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @MethodSource("notYaml")
    void whatIsNoYamlKeepsThePlanUntilTheFileIsGood(String broken) throws IOException {
        Plans plans = plans();
        Plan before = plans.current();

        for (String file : List.of("tools.yaml", "policy.yaml")) {
            write(file, (file.equals("tools.yaml") ? TOOLS : POLICY) + broken);
            plans.refresh();
            plans.refresh();

            assertThat(plans.isBroken()).isTrue();
            assertThat(plans.current()).isSameAs(before);
            writeGoodFiles();
        }
        write("policy.yaml", POLICY + "# mended\n");
        plans.refresh();

        assertThat(plans.isBroken()).isFalse();
        assertThat(plans.current().version()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("notYaml")
    void aCandidateThatIsNoYamlIsNotComparedAndHurtsNobody(String broken) throws IOException {
        Plans plans = plans();

        write("policy.next.yaml", POLICY + broken);
        plans.refresh();

        assertThat(plans.isBroken()).isFalse();
        assertThat(plans.current().version()).isEqualTo(2);
        assertThat(plans.current().nextPolicy()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"# \u0007", "deep: " + TEN + TEN + TEN + TEN + TEN + TEN})
    void theWatchGoesOnAfterABrokenFile(String broken) throws IOException {
        Plans plans = plans();
        PlanWatch watch = new PlanWatch(plans);
        watch.start();
        try {
            write("policy.yaml", POLICY + broken);
            await().until(plans::isBroken);
            write("policy.yaml", POLICY + "# mended\n");

            await().until(() -> plans.current().version() == 2);
            assertThat(plans.isBroken()).isFalse();
        } finally {
            watch.stop();
        }
    }

    @Test
    void whatNobodyForesawIsLoggedOnceAndKeepsThePlanUntilAGoodRead() throws IOException {
        Plans plans = plans();
        Derived<String> made = plans.derive(plan -> "of plan " + plan.version());
        AtomicBoolean fails = new AtomicBoolean();
        plans.derive(plan -> {
            if (fails.get()) {
                throw new IllegalStateException("no room");
            }
            return plan;
        });
        Plan before = plans.current();
        fails.set(true);
        ListAppender<ILoggingEvent> logged = listen();

        for (String comment : List.of("# one", "# two", "# two")) {
            write("policy.yaml", POLICY + comment);
            plans.refresh();
            assertThat(plans.isBroken()).isTrue();
            assertThat(plans.current()).isSameAs(before);
        }
        fails.set(false);
        write("policy.yaml", POLICY + "# three");
        plans.refresh();

        assertThat(plans.isBroken()).isFalse();
        assertThat(plans.current().version()).isEqualTo(2);
        assertThat(made.of(before)).isSameAs(made.of(before)).isEqualTo("of plan 1");
        assertThat(logged.list.stream().filter(event -> event.getThrowableProxy() != null))
                .singleElement()
                .satisfies(event -> assertThat(event.getFormattedMessage())
                        .contains("plan 1 stays")
                        .contains("no room"));
    }

    @Test
    void oneWatcherThatFailsKeepsNobodyElseFromHearingOfThePlan() throws IOException {
        Plans plans = plans();
        plans.watch(plan -> {
            if (plan.version() > 1) {
                throw new IllegalStateException("cannot follow");
            }
        });
        List<Long> heard = new ArrayList<>();
        plans.watch(plan -> heard.add(plan.version()));

        write("policy.yaml", POLICY + "# changed");
        plans.refresh();

        assertThat(heard).containsExactly(1L, 2L);
        assertThat(plans.isBroken()).isFalse();
    }

    @Test
    void aFileThatComesBackAsItWasEndsTheComplaint() throws IOException {
        Plans plans = plans();
        Files.delete(folder.resolve("policy.yaml"));
        plans.refresh();
        assertThat(plans.isBroken()).isTrue();

        writeGoodFiles();
        plans.refresh();

        assertThat(plans.isBroken()).isFalse();
    }

    private static ListAppender<ILoggingEvent> listen() {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        ((Logger) LoggerFactory.getLogger(Plans.class)).addAppender(appender);
        return appender;
    }

    private Plans plans() {
        return Plans.from(folder, name -> "a-secret", InstantSource.system());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
