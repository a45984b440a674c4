package dev.mcpgateway.route;

import java.util.List;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.stereotype.Component;

import dev.mcpgateway.call.Gate;
import dev.mcpgateway.call.Pipeline;
import dev.mcpgateway.call.Pipeline.Stage;

/** One {@link GateFilter} for each place that {@link Pipeline} has for a gate: a new gate needs nothing here. */
@Component
final class GateFilters implements BeanDefinitionRegistryPostProcessor {
    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        for (Pipeline place : Pipeline.values()) {
            if (place.stage() == Stage.GATE) {
                registry.registerBeanDefinition(
                        "gateFilter." + place,
                        BeanDefinitionBuilder.genericBeanDefinition(
                                        GateFilter.class, () -> filterAt(place, (BeanFactory) registry))
                                .getBeanDefinition());
            }
        }
    }

    private static GateFilter filterAt(Pipeline place, BeanFactory beans) {
        List<Gate> gates = Pipeline.inOrder(
                ((ListableBeanFactory) beans).getBeansOfType(Gate.class).values());
        return gates.stream()
                .filter(gate -> gate.at() == place)
                .map(GateFilter::new)
                .findFirst()
                .orElseThrow();
    }
}
