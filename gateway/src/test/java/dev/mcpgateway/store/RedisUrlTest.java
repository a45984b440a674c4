package dev.mcpgateway.store;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RedisUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "secret",
                "http://:secret@host",
                "redis:secret",
                "redis://:sec ret@host",
                "redis://:secret%@host",
                "redis://:secret^@host",
                "redis://:secret#more@host",
                "redis://:secret/more@host",
                "redis://:secret?more@host",
                "redis://secret#more@host",
                "redis://:more/secret@host",
            })
    void whatCannotBeReadIsRefusedWithoutRepeatingTheSecret(String url) {
        assertThatThrownBy(() -> new Redis(new StoreSettings("", url, true, 1, Duration.ofSeconds(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redis://user:password@host:port")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("sec ret")
                .hasNoCause();
    }

    @Test
    void aPasswordWithSpecialCharactersComesPercentEncoded() {
        assertThat(RedisUrl.read("redis://:p%40ss%2Fword@redis.example:6380/3").getHost())
                .isEqualTo("redis.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://host",
                "redis://host:6379/1",
                "redis://my_host",
                "rediss://user:secret@host:6379",
                "redis://[::1]:6379",
                "redis-socket:///tmp/redis",
                "redis-sentinel://:secret@host1:26379,host2:26379#main",
            })
    void whateverLettuceReadsIsTaken(String url) {
        assertThat(RedisUrl.read(url)).isNotNull();
    }
}
