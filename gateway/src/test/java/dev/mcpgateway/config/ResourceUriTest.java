package dev.mcpgateway.config;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ResourceUriTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Segments that lead elsewhere, at every place and however a server may come to see them.
                "file:///public/../secret/k      | segments . and ..",
                "file:///public/./k              | segments . and ..",
                "file:///public/..               | segments . and ..",
                "file:///public/.                | segments . and ..",
                "file:../secret                  | segments . and ..",
                "../secret                       | segments . and ..",
                "..                              | segments . and ..",
                "file:///public/..?x             | segments . and ..",
                "file:///public/..#x             | segments . and ..",
                "file:///public/?/../../secret/k | segments . and ..",
                "file:///public/..%2fsecret      | segments . and ..",
                "file:///public%2F../secret      | segments . and ..",
                // The same, encoded: dots need no encoding.
                "file:///public/%2e%2e/secret/k  | write . for %2e",
                "file:///public/%2E%2e/secret/k  | write . for %2E",
                "file:///public/.%2E/secret/k    | write . for %2E",
                "file:///public/%2e/k            | write . for %2e",
                "file:///%73ecret/k              | write s for %73",
                "file:///%5Fsecret/k             | write _ for %5F",
                "file:///public\\..\\secret       | backslash",
                "file:///public/..%5csecret      | backslash",
                "file:///public%5C               | backslash",
                "FILE:///secret/k                | scheme in lower case",
                "filE:///secret/k                | scheme in lower case",
            })
    void anotherSpellingIsRefused(String uri, String complaint) {
        assertThat(ResourceUri.complaint(uri)).isNotNull().contains(complaint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///public/k",
                "file:///public/.hidden/..hidden/a..b/.../a.",
                "file:///a%20b/%C3%BC/group%2Fproject/100%",
                "file:///a%2",
                "https://Example.com:8443/A/B?from=1..2#/a..",
                "urn:isbn:0451450523",
                "test://open/{id}",
                "Name without a scheme",
                ":",
                "",
            })
    void anOrdinaryOneIsTaken(String uri) {
        assertThat(ResourceUri.complaint(uri)).isNull();
    }
}
