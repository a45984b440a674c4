package dev.mcpgateway.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Text in a header, as MCP writes it: visible ASCII as it stands, all else as {@code =?base64?…?=}. So is what looks
 * encoded and is not, or two texts would be the same in a header.
 */
public final class HeaderText {
    private static final String BEGIN = "=?base64?";
    private static final String END = "?=";

    private HeaderText() {}

    public static String of(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 127) && !text.startsWith(BEGIN)
                ? text
                : BEGIN + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + END;
    }

    public static boolean isEncoded(String value) {
        return value.length() >= BEGIN.length() + END.length() && value.startsWith(BEGIN) && value.endsWith(END);
    }

    /**
     * What an encoded value carries.
     *
     * @throws IllegalArgumentException if that is no base64
     */
    public static String decoded(String value) {
        byte[] text = Base64.getDecoder().decode(value.substring(BEGIN.length(), value.length() - END.length()));
        return new String(text, StandardCharsets.UTF_8);
    }
}
