package dev.mcpgateway.edge;

import java.time.Duration;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({LogSettings.class, ProtectionSettings.class})
class EdgeBeans {
    private static final Duration QUIET = Duration.ofMillis(100);

    /**
     * The loops end when calls have, and before whatever keeps what calls leave behind (phase 0): then no loop is still
     * writing the end of a record. By default they would listen for two seconds more.
     */
    @Bean
    ReactorResourceFactory eventLoops() {
        ReactorResourceFactory loops = new ReactorResourceFactory() {
            @Override
            public int getPhase() {
                return 1;
            }
        };
        loops.setShutdownQuietPeriod(QUIET);
        return loops;
    }
}
