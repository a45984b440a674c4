package dev.mcpgateway.docgen.highlight;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits code into {@link Token}s, in one pass and without looking back. */
public final class Highlighter {

    private Highlighter() {}

    /** A language nobody told us about is one plain token. */
    public static List<Token> tokens(String language, String code) {
        Language known = Language.byName().get(language);
        return known == null ? List.of(new Token(Token.Kind.PLAIN, code)) : new Scan(known, code).run();
    }

    /** The same, cut at line ends; the line feeds are gone. */
    public static List<List<Token>> lines(String language, String code) {
        List<List<Token>> lines = new ArrayList<>();
        List<Token> line = new ArrayList<>();
        for (Token token : tokens(language, code)) {
            int start = 0;
            int end;
            while ((end = token.text().indexOf('\n', start)) >= 0) {
                add(line, token, start, end);
                lines.add(line);
                line = new ArrayList<>();
                start = end + 1;
            }
            add(line, token, start, token.text().length());
        }
        lines.add(line);
        return lines;
    }

    private static void add(List<Token> line, Token token, int start, int end) {
        if (end > start) {
            line.add(new Token(token.kind(), token.text().substring(start, end)));
        }
    }

    private static final class Scan {
        private final Language language;
        private final String code;
        private final List<Token> tokens = new ArrayList<>();
        private int plainFrom;

        Scan(Language language, String code) {
            this.language = language;
            this.code = code;
        }

        List<Token> run() {
            int at = 0;
            while (at < code.length()) {
                char c = code.charAt(at);
                int start = at;
                if (language.startsRemark(code, at)) {
                    at = take(Token.Kind.REMARK, start, endOfLine(at));
                } else if (language.startsBlockRemark(code, at)) {
                    at = take(Token.Kind.REMARK, start, after("*/", at + 2));
                } else if (language.quotes(c)) {
                    at = take(Token.Kind.TEXT, start, endOfText(at, c));
                } else if (isWordStart(c)) {
                    at = endOfWord(at);
                    String word = code.substring(start, at);
                    if (language.reserves(word, word.toLowerCase(Locale.ROOT))) {
                        take(Token.Kind.KEYWORD, start, at);
                    }
                } else if (isDigit(c)) {
                    at = take(Token.Kind.NUMBER, start, endOfNumber(at));
                } else {
                    at++;
                }
            }
            plainUpTo(code.length());
            return tokens;
        }

        private int take(Token.Kind kind, int start, int end) {
            plainUpTo(start);
            tokens.add(new Token(kind, code.substring(start, end)));
            plainFrom = end;
            return end;
        }

        private void plainUpTo(int end) {
            if (end > plainFrom) {
                tokens.add(new Token(Token.Kind.PLAIN, code.substring(plainFrom, end)));
                plainFrom = end;
            }
        }

        private int endOfLine(int at) {
            int end = code.indexOf('\n', at);
            return end < 0 ? code.length() : end;
        }

        private int after(String mark, int at) {
            int end = code.indexOf(mark, at);
            return end < 0 ? code.length() : end + mark.length();
        }

        /** A text ends at its quote or, if that was forgotten, at the end of the line. */
        private int endOfText(int at, char quote) {
            int i = at + 1;
            while (i < code.length() && code.charAt(i) != quote && code.charAt(i) != '\n') {
                i += code.charAt(i) == '\\' && i + 1 < code.length() && code.charAt(i + 1) != '\n' ? 2 : 1;
            }
            return i < code.length() && code.charAt(i) == quote ? i + 1 : Math.min(i, code.length());
        }

        private int endOfWord(int at) {
            int i = at;
            while (i < code.length() && (isWordStart(code.charAt(i)) || isDigit(code.charAt(i)))) {
                i++;
            }
            return i;
        }

        private int endOfNumber(int at) {
            int i = at;
            while (i < code.length()
                    && (isDigit(code.charAt(i)) || isWordStart(code.charAt(i)) || code.charAt(i) == '.')) {
                i++;
            }
            return i;
        }

        private static boolean isWordStart(char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }
    }
}
