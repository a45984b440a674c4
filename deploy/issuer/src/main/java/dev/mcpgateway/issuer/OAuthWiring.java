package dev.mcpgateway.issuer;

import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.mcpgateway.issuer.client.Clients;
import dev.mcpgateway.issuer.client.MetadataDocuments;
import dev.mcpgateway.issuer.client.RedirectUris;
import dev.mcpgateway.issuer.client.Registrations;
import dev.mcpgateway.issuer.grant.Grants;
import dev.mcpgateway.issuer.key.Seal;
import dev.mcpgateway.issuer.oauth.AuthorizeEndpoint;
import dev.mcpgateway.issuer.oauth.RegisterEndpoint;
import dev.mcpgateway.issuer.oauth.SignIn;
import dev.mcpgateway.issuer.oauth.TokenEndpoint;
import dev.mcpgateway.issuer.token.AccessTokens;
import dev.mcpgateway.issuer.token.Identity;

/** Puts together how programs sign in. */
@Configuration(proxyBeanMethods = false)
class OAuthWiring {
    private static final String API_VERSION = "1.1";

    @Bean
    Registrations registrations(Seal seal, RedirectUris redirectUris) {
        return new Registrations(seal, redirectUris);
    }

    @Bean
    Clients clients(Registrations registrations, RedirectUris redirectUris, InstantSource clock) {
        return new Clients(registrations, new MetadataDocuments(redirectUris, clock));
    }

    @Bean
    Grants grants(InstantSource clock) {
        return new Grants(clock);
    }

    @Bean
    SignIn signIn(IssuerSettings settings) {
        return new SignIn(new Identity(settings.user(), settings.roles(), settings.workspace(), API_VERSION));
    }

    @Bean
    AuthorizeEndpoint authorizeEndpoint(
            IssuerSettings settings, Clients clients, RedirectUris redirectUris, Grants grants, SignIn signIn) {
        return new AuthorizeEndpoint(settings.url().toString(), clients, redirectUris, grants, signIn);
    }

    @Bean
    TokenEndpoint tokenEndpoint(Clients clients, Grants grants, SignIn signIn, AccessTokens tokens) {
        return new TokenEndpoint(clients, grants, signIn, tokens, IssuerWiring.PATIENCE);
    }

    @Bean
    RegisterEndpoint registerEndpoint(Registrations registrations, InstantSource clock) {
        return new RegisterEndpoint(registrations, clock, IssuerWiring.PATIENCE);
    }
}
