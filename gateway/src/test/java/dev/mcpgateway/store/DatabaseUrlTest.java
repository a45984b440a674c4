package dev.mcpgateway.store;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DatabaseUrlTest {
    @Test
    void aPasswordWithSpecialCharactersComesPercentEncoded() {
        DatabaseUrl url = new DatabaseUrl("postgresql://me:p%40ss%2Bword@db.example/audit?sslmode=require");

        assertThat(url.r2dbc().toString()).contains("db.example").doesNotContain("p@ss");
        assertThat(url).hasToString("db.example:5432/audit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "mysql://a:secret@b/c",
                "postgresql://host/db",
                "postgresql://a:secret@host",
                "postgresql://a:sec ret@host/db",
                "postgresql:///db",
            })
    void anythingElseIsRefusedWithoutRepeatingTheSecret(String url) {
        assertThatThrownBy(() -> new DatabaseUrl(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("postgresql://user:password@host:port/database")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("sec ret");
    }
}
