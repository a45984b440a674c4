package dev.mcpgateway.docgen.highlight;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the scanner must know of a family of languages. */
final class Language {
    private static final Map<String, Language> BY_NAME = new HashMap<>();

    static {
        family(
                "//",
                true,
                "\"'`",
                "c h cpp cc c++ cs csharp java js javascript jsx ts typescript tsx go golang rust rs kotlin kt scala swift dart php"
                        + " groovy proto",
                "abstract as async await bool boolean break byte case catch char class const continue default defer delete do double else"
                        + " enum export extends extern false final finally float fn for from fun func function go goto if impl implements"
                        + " import in instanceof int interface let long loop match mod module mut namespace new nil null object of override"
                        + " package permits private protected pub public readonly record return sealed self short signed sizeof static"
                        + " string struct super switch synchronized this throw throws trait true try type typedef typeof undefined union"
                        + " unsafe unsigned use using val var virtual void volatile when where while with yield");
        family(
                "#",
                false,
                "\"'",
                "py python python3",
                "False None True and as assert async await break class continue def del elif else except finally for from global if import"
                        + " in is lambda match nonlocal not or pass raise return self try while with yield");
        family(
                "#",
                false,
                "\"'",
                "rb ruby",
                "alias and begin break case class def do else elsif end ensure false for if in module next nil not or redo rescue retry"
                        + " return self super then true undef unless until when while yield");
        family(
                "#",
                false,
                "\"'",
                "sh bash zsh shell console dockerfile make makefile",
                "case do done elif else esac exit export fi for function if in local return set shift source then until while FROM RUN COPY"
                        + " ENV WORKDIR ENTRYPOINT CMD EXPOSE USER");
        family(
                "--",
                true,
                "'",
                "sql postgres postgresql mysql sqlite",
                "add all alter and as asc begin between by case commit constraint create cross default delete desc distinct drop else end"
                        + " exists foreign from full group having if in index inner insert into is join key left like limit not null offset"
                        + " on or order outer primary references returning right rollback select set table then union unique update using"
                        + " values view when where with");
        family(
                "#",
                false,
                "\"'",
                "yaml yml toml json json5 jsonc ini properties conf",
                "true false null yes no on off");
        family("", false, "\"'", "xml html svg xhtml", "");
    }

    private final String remark;
    private final boolean blockRemarks;
    private final String quotes;
    private final Set<String> keywords;

    private Language(String remark, boolean blockRemarks, String quotes, Set<String> keywords) {
        this.remark = remark;
        this.blockRemarks = blockRemarks;
        this.quotes = quotes;
        this.keywords = keywords;
    }

    private static void family(String remark, boolean blockRemarks, String quotes, String names, String keywords) {
        Language language = new Language(remark, blockRemarks, quotes, Set.copyOf(List.of(keywords.split(" ", -1))));
        for (String name : names.split(" ", -1)) {
            BY_NAME.put(name, language);
        }
    }

    static Map<String, Language> byName() {
        return BY_NAME;
    }

    boolean startsRemark(String code, int at) {
        return !remark.isEmpty() && code.startsWith(remark, at);
    }

    boolean startsBlockRemark(String code, int at) {
        return blockRemarks && code.startsWith("/*", at);
    }

    boolean quotes(char c) {
        return quotes.indexOf(c) >= 0;
    }

    /** SQL is written in either case. */
    boolean reserves(String word, String lowerCase) {
        return keywords.contains(remark.equals("--") ? lowerCase : word);
    }
}
