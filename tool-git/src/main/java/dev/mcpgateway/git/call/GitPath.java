package dev.mcpgateway.git.call;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A path inside a repository's tree. Git knows bytes; people write text. A name that is UTF-8 and harmless is written as
 * it is, any other the way git does, in double quotes with C escapes ({@code "caf\351.txt"}); the same spelling is
 * accepted, so that every path in an answer can be asked for.
 *
 * <p>It is only ever looked up in a tree, never given to the file system: refusing {@code ..} is not what keeps a caller
 * in, it is what tells him that there is nothing outside.
 */
public final class GitPath {
    private static final int MAX_BYTES = 4096;
    private static final String ESCAPES = "abtnvfr";

    private final byte[] raw;

    private GitPath(byte[] raw) {
        this.raw = raw;
    }

    /** What a caller wrote. */
    public static GitPath parse(String written) {
        boolean quoted = written.length() >= 2 && written.startsWith("\"") && written.endsWith("\"");
        if (!quoted) {
            refuseIf(written.isEmpty(), "is empty; leave it out to mean the whole repository");
            refuseIf(written.startsWith("--"), "looks like an option; options are not accepted");
            refuseIf(written.startsWith(":"), "starts with ':'; pathspec magic is not supported");
            refuseIf(
                    written.chars().anyMatch(c -> c < ' ' || c == 0x7f),
                    "contains a control character; write it as git does, \"in quotes\\twith escapes\"");
        }
        byte[] raw = quoted ? unquote(written.substring(1, written.length() - 1)) : written.getBytes(UTF_8);
        int length = raw.length;
        while (length > 1 && raw[length - 1] == '/') {
            length--;
        }
        raw = Arrays.copyOf(raw, length);
        refuseIf(raw.length > MAX_BYTES, "is longer than " + MAX_BYTES + " bytes");
        refuseIf(raw.length == 0 || raw[0] == '/', "is absolute; give it from the root of the repository");
        refuseIf(
                written.matches("(?s)^[A-Za-z]:[\\\\/].*") || written.startsWith("\\\\"),
                "is absolute; give it from the root of the repository");
        int start = 0;
        for (int i = 0; i <= raw.length; i++) {
            if (i == raw.length || raw[i] == '/') {
                checkSegment(new String(raw, start, i - start, UTF_8));
                start = i + 1;
            } else {
                refuseIf(raw[i] == 0, "contains a NUL byte");
            }
        }
        return new GitPath(raw);
    }

    public static GitPath ofRaw(byte[] raw) {
        return new GitPath(raw.clone());
    }

    /** Reads back what {@link #display} wrote, without judging it. */
    public static GitPath ofDisplayed(String displayed) {
        boolean quoted = displayed.length() >= 2 && displayed.startsWith("\"");
        return new GitPath(
                quoted ? unquote(displayed.substring(1, displayed.length() - 1)) : displayed.getBytes(UTF_8));
    }

    /** A name below a folder, both as answers write them. */
    public static String joined(String folder, String name) {
        return folder.startsWith("\"") || name.startsWith("\"")
                ? display(concat(ofDisplayed(folder).raw, ofDisplayed(name).raw))
                : folder + name;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static void checkSegment(String segment) {
        refuseIf(segment.isEmpty(), "has an empty segment");
        refuseIf(segment.equals("..") || segment.equals("."), "contains '" + segment + "'; paths do not climb");
        refuseIf(segment.equalsIgnoreCase(".git"), "points into .git, which is not part of any tree");
        refuseIf(segment.startsWith("..\\") || segment.contains("\\..\\"), "contains '..'; paths do not climb");
    }

    private static void refuseIf(boolean bad, String why) {
        if (bad) {
            throw new Refused("The path " + why + ".");
        }
    }

    public byte[] raw() {
        return raw.clone();
    }

    /** With the slash that makes it the beginning of the names below. */
    public byte[] rawAsFolder() {
        return concat(raw, new byte[] {'/'});
    }

    /** As written in answers. */
    @Override
    public String toString() {
        return display(raw);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GitPath path && Arrays.equals(raw, path.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }

    /** A name as answers write it. */
    public static String display(byte[] raw) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
            if (text.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '"' || c == '\\')) {
                return text;
            }
        } catch (CharacterCodingException notUtf8) {
            // Falls through to quoting: every byte stays visible.
        }
        return quote(raw);
    }

    private static String quote(byte[] raw) {
        StringBuilder out = new StringBuilder("\"");
        for (byte each : raw) {
            int b = each & 0xff;
            if (b >= 7 && b <= 13) {
                out.append('\\').append(ESCAPES.charAt(b - 7));
            } else if (b == '"' || b == '\\') {
                out.append('\\').append((char) b);
            } else if (b < ' ' || b >= 0x7f) {
                out.append('\\')
                        .append((char) ('0' + (b >> 6)))
                        .append((char) ('0' + (b >> 3 & 7)))
                        .append((char) ('0' + (b & 7)));
            } else {
                out.append((char) b);
            }
        }
        return out.append('"').toString();
    }

    private static byte[] unquote(String quoted) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] in = quoted.getBytes(UTF_8);
        int i = 0;
        while (i < in.length) {
            int c = in[i++];
            if (c != '\\') {
                out.write(c);
                continue;
            }
            refuseIf(i == in.length, "ends in a lone backslash inside quotes");
            int e = in[i++];
            int escape = ESCAPES.indexOf(e);
            if (escape >= 0) {
                out.write(escape + 7);
            } else if (e == '"' || e == '\\') {
                out.write(e);
            } else {
                refuseIf(
                        i + 1 >= in.length || !octal(e, '3') || !octal(in[i], '7') || !octal(in[i + 1], '7'),
                        "has an unknown escape inside quotes; use \\t, \\n, \\\", \\\\ or three octal digits");
                out.write((e - '0') << 6 | (in[i] - '0') << 3 | (in[i + 1] - '0'));
                i += 2;
            }
        }
        return out.toByteArray();
    }

    private static boolean octal(int c, char highest) {
        return c >= '0' && c <= highest;
    }
}
