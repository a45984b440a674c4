package dev.mcpgateway.stores.junit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Resolves {@link Stores}: the servers once per run, a database once per test class. */
final class StoresExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(StoresExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stores.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        StoreServers servers = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(StoreServers.class, any -> StoreServers.start(), StoreServers.class);
        return context.getStore(NAMESPACE)
                .computeIfAbsent(context.getRequiredTestClass(), any -> servers.forTests(), Stores.class);
    }
}
