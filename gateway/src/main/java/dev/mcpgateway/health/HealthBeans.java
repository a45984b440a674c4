package dev.mcpgateway.health;

import java.util.List;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import reactor.core.publisher.Mono;

import dev.mcpgateway.store.Database;
import dev.mcpgateway.store.Redis;

/** The stores stand below this room and cannot speak for themselves. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HealthSettings.class)
class HealthBeans {
    @Bean
    Dependencies stores(Database database, Redis redis) {
        Dependency postgres = new Dependency(
                "postgres",
                false,
                () -> store(
                        database.isConfigured(),
                        "There is no database (DATABASE_URL); audit records go to the log.",
                        database.answers(),
                        "Postgres answers.",
                        "Postgres does not answer; calls go on, and audit records wait in the spool."));
        Dependency shared = new Dependency(
                "redis",
                false,
                () -> store(
                        redis.isConfigured(),
                        "There is no Redis (REDIS_URL); limits are kept in this process.",
                        redis.answers(),
                        "Redis answers.",
                        "Redis does not answer; calls go on, and limits are kept in this process."));
        return () -> List.of(postgres, shared);
    }

    private static Mono<Condition> store(
            boolean isConfigured, String without, Mono<Boolean> answers, String well, String away) {
        return isConfigured
                ? answers.map(does -> does ? Condition.up(well) : Condition.degraded(away))
                : Mono.just(Condition.off(without));
    }
}
