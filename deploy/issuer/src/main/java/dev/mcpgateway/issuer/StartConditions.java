package dev.mcpgateway.issuer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.NestedExceptionUtils;

import dev.mcpgateway.issuer.client.RedirectUris;
import dev.mcpgateway.issuer.http.AdminToken;
import dev.mcpgateway.issuer.key.KeyFile;
import dev.mcpgateway.issuer.key.Keys;
import dev.mcpgateway.issuer.key.Seal;
import dev.mcpgateway.issuer.key.SigningKeys;

/** Settings, keys and secrets are read before anything else starts, so that what is wrong with them is all that is printed. */
final class StartConditions implements ApplicationContextInitializer<GenericApplicationContext> {
    private final InstantSource clock;

    StartConditions(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        IssuerSettings settings = settings(Binder.get(context.getEnvironment()));
        AdminToken adminToken = AdminToken.of(adminToken(settings));
        RedirectUris redirectUris = redirectUris(settings);
        Keys keys = keys(settings);
        context.registerBean(InstantSource.class, () -> clock);
        context.registerBean(RedirectUris.class, () -> redirectUris);
        context.registerBean(IssuerSettings.class, () -> settings);
        context.registerBean(AdminToken.class, () -> adminToken);
        context.registerBean(SigningKeys.class, keys::signing);
        context.registerBean(Seal.class, keys::seal);
    }

    private static IssuerSettings settings(Binder binder) {
        try {
            return binder.bindOrCreate("mcp.issuer", IssuerSettings.class);
        } catch (BindException e) {
            Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
            throw cause instanceof StartRefused refused ? refused : new StartRefused(unreadable(e, cause));
        }
    }

    private static String unreadable(BindException failure, Throwable cause) {
        Object[] choices = failure.getTarget().getType().resolve(Object.class).getEnumConstants();
        String setting = failure.getName()
                + (failure.getProperty() == null
                        ? ""
                        : "=" + failure.getProperty().getValue());
        return choices == null
                ? setting + " cannot be used: " + cause.getMessage()
                : setting + " must be one of " + Arrays.toString(choices);
    }

    private static RedirectUris redirectUris(IssuerSettings settings) {
        try {
            return new RedirectUris(settings.trustedRedirects());
        } catch (IllegalArgumentException e) {
            throw new StartRefused(String.valueOf(e.getMessage()));
        }
    }

    private static Keys keys(IssuerSettings settings) {
        try {
            return new KeyFile(settings.keyFile()).keys(settings.algorithm());
        } catch (IOException e) {
            throw new StartRefused("ISSUER_KEY_FILE=" + settings.keyFile() + " cannot be used: " + e
                    + "; name a file that this user may read and write");
        }
    }

    private static String adminToken(IssuerSettings settings) {
        if (!settings.adminToken().isBlank() || settings.adminTokenFile().isBlank()) {
            return settings.adminToken().strip();
        }
        try {
            String token = Files.readString(Path.of(settings.adminTokenFile())).strip();
            if (token.isEmpty()) {
                throw new StartRefused("JWT_ISSUER_ADMIN_TOKEN_FILE=" + settings.adminTokenFile() + " is empty;"
                        + " an empty token would guard nothing");
            }
            return token;
        } catch (IOException e) {
            throw new StartRefused(
                    "JWT_ISSUER_ADMIN_TOKEN_FILE=" + settings.adminTokenFile() + " cannot be read: " + e);
        }
    }
}
