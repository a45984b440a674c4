package dev.mcpgateway.trace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TraceParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void readsWhatW3CWrites() {
        assertThat(TraceParent.of("00-" + TRACE + "-" + SPAN + "-01")).contains(new TraceParent(TRACE, SPAN, true));
        assertThat(TraceParent.of("00-" + TRACE + "-" + SPAN + "-00")).contains(new TraceParent(TRACE, SPAN, false));
    }

    @Test
    void readsTheBeginningOfALaterVersion() {
        assertThat(TraceParent.of("01-" + TRACE + "-" + SPAN + "-01-more"))
                .contains(new TraceParent(TRACE, SPAN, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-0",
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "01-" + TRACE + "-" + SPAN + "-01more",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00_" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "_" + SPAN + "-01",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473\n-" + SPAN + "-01"
            })
    void anythingElseIsNone(String text) {
        assertThat(TraceParent.of(text)).isEmpty();
    }

    @Test
    void nothingIsNone() {
        assertThat(TraceParent.of(null)).isEmpty();
    }
}
