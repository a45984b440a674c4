package dev.mcpgateway.session;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mcpgateway.call.Caller;
import dev.mcpgateway.call.Session;
import dev.mcpgateway.config.Secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SessionSealTest {
    private static final String KEY = "an-old-key-of-at-least-32-characters";
    private static final String NEW_KEY = "a-new-key-of-at-least-32-characters!";
    private static final Session SESSION = new Session("7.f3a=~", "0a1b2c3d");
    private static final Caller ADA = new Caller("https://idp", "ada", "acme", Set.of("reader"));

    private final SessionSeal seal = seal(KEY);

    @Test
    void aSealedIdOpensForItsCallerWhateverItsRolesAreNow() {
        String id = seal.seal(SESSION, "git", ADA).orElseThrow();

        assertThat(id).matches("[A-Za-z0-9_-]+").doesNotContain("7.f3a");
        assertThat(seal.open(id, "git", new Caller("https://idp", "ada", "acme", Set.of())))
                .contains(SESSION);
    }

    @Test
    void anybodyElseHasNothingOfIt() {
        String id = seal.seal(SESSION, "git", ADA).orElseThrow();

        assertThat(seal.open(id, "docs", ADA)).isEmpty();
        for (Caller other : List.of(
                new Caller("https://idp", "bob", "acme", Set.of()),
                new Caller("https://idp", "ada", "other", Set.of()),
                new Caller("https://other", "ada", "acme", Set.of()),
                new Caller("https://idp", "adaacme", "", Set.of()),
                new Caller("https://id", "pada", "acme", Set.of()))) {
            assertThat(seal.open(id, "git", other)).isEmpty();
        }
    }

    @Test
    void oneChangedCharacterBreaksTheSeal() {
        String id = seal.seal(SESSION, "git", ADA).orElseThrow();

        for (int i = 0; i < id.length() - 1; i++) {
            String other = id.substring(0, i) + (id.charAt(i) == 'A' ? 'B' : 'A') + id.substring(i + 1);
            assertThat(seal.open(other, "git", ADA)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7.f3a", "%%%", "AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void whatWasNeverSealedDoesNotOpen(String id) {
        assertThat(seal.open(id, "git", ADA)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "ä"})
    void anIdThatNoHeaderCanHoldIsNotSealed(String id) {
        assertThat(seal.seal(new Session(id, "0a1b2c3d"), "git", ADA)).isEmpty();
    }

    @Test
    void anOldKeyOpensWhileANewOneSeals() {
        String old = seal.seal(SESSION, "git", ADA).orElseThrow();
        SessionSeal rotated = seal(NEW_KEY, KEY);

        assertThat(rotated.open(old, "git", ADA)).contains(SESSION);
        assertThat(seal.open(rotated.seal(SESSION, "git", ADA).orElseThrow(), "git", ADA))
                .isEmpty();
    }

    @Test
    void aShortKeyIsRefused() {
        assertThatThrownBy(() -> seal("short")).hasMessageContaining("openssl rand -hex 32");
    }

    private static SessionSeal seal(String... keys) {
        return new SessionSeal(
                new SessionSettings(List.of(keys).stream().map(Secret::new).toList()));
    }
}
