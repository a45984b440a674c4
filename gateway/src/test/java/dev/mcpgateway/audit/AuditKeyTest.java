package dev.mcpgateway.audit;

import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AuditKeyTest {
    private static final String NEW = key(1);
    private static final String OLD = key(2);
    private static final String OLDEST = key(3);

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "c2hvcnQ=", "not Base64 at all"})
    void whatIsNoKeyIsRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> AuditKey.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("openssl rand -base64 32")
                .hasMessageNotContaining("c2hvcnQ=");
        assertThatThrownBy(() -> AuditKey.parse(NEW + ",c2hvcnQ="))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(NEW);
    }

    @Test
    void theFirstIsInUseAndTheOthersWere() {
        AuditKey key = AuditKey.parse(NEW + "," + OLD + "\n" + OLDEST + "\n");

        assertThat(key.forPurpose("seal")).isEqualTo(AuditKey.parse(NEW).forPurpose("seal"));
        assertThat(key.former())
                .map(former -> former.forPurpose("seal"))
                .containsExactly(
                        AuditKey.parse(OLD).forPurpose("seal"),
                        AuditKey.parse(OLDEST).forPurpose("seal"));
    }

    private static String key(int fill) {
        byte[] secret = new byte[32];
        java.util.Arrays.fill(secret, (byte) fill);
        return Base64.getEncoder().encodeToString(secret);
    }
}
