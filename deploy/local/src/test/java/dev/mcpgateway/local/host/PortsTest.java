package dev.mcpgateway.local.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PortsTest {
    @Test
    void namesTheTakenPortItsServiceAndTheOptionThatMovesIt() throws IOException {
        try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = somebody.getLocalPort();

            assertThatThrownBy(() -> Ports.requireFree(port, "calculator"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith("Port " + port + " (calculator) is taken")
                    .hasMessageContaining("--port");
        }
    }

    @Test
    void noticesAServerOnEveryAddress() throws IOException {
        try (ServerSocket somebody = new ServerSocket(0)) {
            assertThat(Ports.isFree(somebody.getLocalPort())).isFalse();
        }
    }

    @Test
    void aPortThatWasJustFoundIsFree() {
        assertThatCode(() -> Ports.requireFree(Ports.anyFree(), "postgres")).doesNotThrowAnyException();
    }
}
