package dev.mcpgateway.docgen.pdf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import dev.mcpgateway.docgen.bytes.Deflate;
import dev.mcpgateway.docgen.work.Budget;
import dev.mcpgateway.docgen.work.DocumentRefused;

/** Objects, their places and the table that finds them (ISO 32000-1, 7.5). */
final class PdfFile {

    /** How much there was at one moment. */
    record Mark(int objects, int bytes) {}

    private final Bytes out = new Bytes();
    private final List<Integer> offsets = new ArrayList<>();
    private final Budget budget;

    PdfFile(Budget budget) {
        this.budget = budget;
        // The second line tells programs that move files that this one is not text.
        write("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
    }

    /** A number for an object that is written later, so that others can point to it already. */
    int reserve() {
        offsets.add(0);
        return offsets.size();
    }

    Mark mark() {
        return new Mark(offsets.size(), out.size());
    }

    /** Takes back what came since, numbers and all. Nothing that stays may refer to it. */
    void backTo(Mark mark) {
        offsets.subList(mark.objects(), offsets.size()).clear();
        out.cut(mark.bytes());
    }

    int add(String body) {
        return put(reserve(), body);
    }

    int put(int number, String body) {
        begin(number);
        write(body + "\nendobj\n");
        return number;
    }

    /** {@code entries} are the stream's own, without filter and length. */
    int addCompressed(String entries, byte[] data) {
        return addDeflated(entries, Deflate.zlib(data));
    }

    /** For what was compressed on the way. */
    int addDeflated(String entries, byte[] data) {
        return addEncoded(entries + "/Filter/FlateDecode", data);
    }

    int addEncoded(String entries, byte[] data) {
        int number = reserve();
        begin(number);
        write("<<" + entries + "/Length " + data.length + ">>\nstream\n");
        out.write(data, 0, data.length);
        write("\nendstream\nendobj\n");
        return number;
    }

    byte[] finish(int catalog, int info) {
        // Made of the content: the same document has the same identity, another one another.
        String id = HexFormat.of().formatHex(digest(), 0, 16);
        int start = out.size();
        write("xref\n0 " + (offsets.size() + 1) + "\n0000000000 65535 f \n");
        for (int offset : offsets) {
            if (offset == 0) {
                throw new IllegalStateException("An object was given a number and never written.");
            }
            String digits = Integer.toString(offset);
            write("0".repeat(10 - digits.length()) + digits + " 00000 n \n");
        }
        write("trailer\n<</Size " + (offsets.size() + 1) + "/Root " + catalog + " 0 R/Info " + info + " 0 R/ID[<" + id
                + "><" + id + ">]>>\nstartxref\n" + start + "\n%%EOF\n");
        return out.toByteArray();
    }

    private void begin(int number) {
        budget.check();
        if (out.size() > budget.limits().outputBytes()) {
            throw new DocumentRefused("The PDF is larger than "
                    + budget.limits().outputBytes() + " bytes. Use fewer or smaller pictures, or split the content.");
        }
        offsets.set(number - 1, out.size());
        write(number + " 0 obj\n");
    }

    private byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(out.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        out.write(bytes, 0, bytes.length);
    }

    /** Two decimals are a fiftieth of a printer's dot; no locale, no exponent. */
    static String number(double value) {
        long hundredths = Math.round(value * 100);
        long whole = Math.abs(hundredths) / 100;
        long rest = Math.abs(hundredths) % 100;
        String sign = hundredths < 0 ? "-" : "";
        if (rest == 0) {
            return sign + whole;
        }
        return sign + whole + (rest < 10 ? ".0" + rest : "." + (rest % 10 == 0 ? rest / 10 : rest));
    }

    /** A text string in UTF-16, which holds every character and needs no escapes in hexadecimal. */
    static String text(String value) {
        return "<FEFF" + HexFormat.of().withUpperCase().formatHex(value.getBytes(StandardCharsets.UTF_16BE)) + ">";
    }

    /** An ASCII string in parentheses. */
    static String ascii(String value) {
        return "(" + value.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")";
    }

    private static final class Bytes extends ByteArrayOutputStream {
        Bytes() {
            super(1 << 16);
        }

        synchronized void cut(int length) {
            count = length;
        }
    }
}
