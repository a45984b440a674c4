package dev.mcpgateway.limit;

import java.time.InstantSource;
import java.util.List;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.mcpgateway.config.Plans;
import dev.mcpgateway.config.Plans.Derived;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitSettings.class)
class LimitBeans {
    @Bean
    Derived<Limits> limits(Plans plans) {
        return plans.derive(Limits::new);
    }

    @Bean
    Buckets callBuckets(
            RedisPulse pulse, SharedBuckets shared, QuotaBook book, LimitSettings settings, InstantSource clock) {
        return new Buckets(pulse, shared, new Accounts(settings.mostBuckets()), book, settings.onRedisDown(), clock);
    }

    /** Addresses have buckets of their own, so that a flood of them drives out no caller. */
    @Bean
    Buckets addressBuckets(
            RedisPulse pulse, SharedBuckets shared, QuotaBook book, LimitSettings settings, InstantSource clock) {
        return new Buckets(pulse, shared, new Accounts(settings.mostAddresses()), book, settings.onRedisDown(), clock);
    }

    @Bean
    AddressLimits addressLimits(
            Derived<Limits> limits, @Qualifier("addressBuckets") Buckets buckets, InstantSource clock) {
        return new AddressLimits(limits, buckets, clock);
    }

    @Bean
    LimitReport limitReport(
            Derived<Limits> limits,
            List<Buckets> buckets,
            SharedBuckets shared,
            RedisPulse pulse,
            QuotaBook book,
            InstantSource clock) {
        return new LimitReport(limits, buckets, shared, pulse, book, clock);
    }
}
