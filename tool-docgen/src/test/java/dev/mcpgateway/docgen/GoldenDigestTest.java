package dev.mcpgateway.docgen;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TimeZone;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.mcpgateway.docgen.model.Options;
import dev.mcpgateway.docgen.model.Theme;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same input makes the same bytes: on every machine, JDK, locale and time zone this build runs on. A digest that changes means that
 * every document of every user changes; change it only together with the reason.
 */
class GoldenDigestTest {

    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    @ParameterizedTest
    @CsvSource({
        "pdf, en-US, UTC, ac3390684a6882848008d7ebc68d0c08bf01323dcd3c7f058f173ddbb7cc5285",
        "pdf, tr-TR, Asia/Kathmandu, ac3390684a6882848008d7ebc68d0c08bf01323dcd3c7f058f173ddbb7cc5285",
        "pdf, ar-EG-u-nu-arab, Pacific/Apia, ac3390684a6882848008d7ebc68d0c08bf01323dcd3c7f058f173ddbb7cc5285",
        "docx, en-US, UTC, 73d7dddade2bce43638eefb1fda8a6a436673f99a140a850c7b9abbbfcc6e40c",
        "docx, tr-TR, Asia/Kathmandu, 73d7dddade2bce43638eefb1fda8a6a436673f99a140a850c7b9abbbfcc6e40c",
        "docx, hi-IN-u-nu-deva, America/St_Johns, 73d7dddade2bce43638eefb1fda8a6a436673f99a140a850c7b9abbbfcc6e40c",
        "html, en-US, UTC, 4cf7783729d6753e7545f4c99f61dfc942878ecad6e52adc0e60b61f9be133ed",
        "html, tr-TR, Asia/Kathmandu, 4cf7783729d6753e7545f4c99f61dfc942878ecad6e52adc0e60b61f9be133ed"
    })
    void everythingIsTheSameEverywhere(String format, String language, String timeZone, String digest)
            throws Exception {
        Locale.setDefault(Locale.forLanguageTag(language));
        TimeZone.setDefault(TimeZone.getTimeZone(timeZone));

        assertThat(sha256(Sample.everything().as(format))).isEqualTo(digest);
    }

    @ParameterizedTest
    @CsvSource({
        "pdf, 99ce4ce50f9dbfd52dd8c6dd83fc63480ecd0f1729054de7bbc52b50925a7c10",
        "docx, f853b25951737941f74caf69d5a007d67d92d968a1baffc1c647f01eeaff8be4",
        "html, 6b51989163946a20af71ec090b6c3946ce7633614d7cfca3364effa005051111"
    })
    void aPlainLandscapePageIsTheSameEverywhere(String format, String digest) throws Exception {
        Options options = new Options(
                new Options.Page(841.89, 595.28, 40, 40, 40, 40),
                false,
                "",
                "{page} of {pages}",
                false,
                Theme.CLASSIC,
                Options.Metadata.NONE);

        assertThat(sha256(new Sample("", "# One\n\nTwo *three* 四.\n\n1. five\n", options).as(format)))
                .isEqualTo(digest);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
