package dev.mcpgateway.edge;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({LogSettings.class, ProtectionSettings.class})
class EdgeBeans {}
