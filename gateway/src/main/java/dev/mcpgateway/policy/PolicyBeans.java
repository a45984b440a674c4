package dev.mcpgateway.policy;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.mcpgateway.config.Plans;
import dev.mcpgateway.config.Plans.Derived;

@Configuration(proxyBeanMethods = false)
class PolicyBeans {
    @Bean
    Derived<Policy> policy(Plans plans) {
        return plans.derive(Policy::of);
    }
}
