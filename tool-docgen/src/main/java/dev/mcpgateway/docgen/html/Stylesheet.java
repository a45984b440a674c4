package dev.mcpgateway.docgen.html;

import dev.mcpgateway.docgen.highlight.Token;
import dev.mcpgateway.docgen.model.Options;
import dev.mcpgateway.docgen.model.Theme;

/** The look of the page, on a screen and on paper. Names only fonts that readers have; it loads none. */
final class Stylesheet {

    private static final String SANS =
            "\"Liberation Sans\", \"Helvetica Neue\", Arial, \"Noto Sans\", \"Noto Sans CJK SC\", sans-serif";
    private static final String SERIF =
            "\"Liberation Serif\", Georgia, \"Times New Roman\", \"Noto Serif\", \"Noto Serif CJK SC\", serif";

    private Stylesheet() {}

    static String of(Options options) {
        Theme theme = options.theme();
        Options.Page page = options.page();
        StringBuilder css = new StringBuilder();
        css.append("body{margin:0 auto;padding:2rem 1.25rem 4rem;max-width:46rem;font:1rem/1.6 ")
                .append(theme.serif() ? SERIF : SANS)
                .append(";color:#")
                .append(theme.text())
                .append(";background:#fff;overflow-wrap:break-word}\n");
        css.append("h1,h2,h3,h4,h5,h6,.name{color:#")
                .append(theme.heading())
                .append(";line-height:1.25;margin:1.8em 0 .5em;break-after:avoid}\n");
        css.append("""
                h1{font-size:1.75rem;border-bottom:1px solid #c9d1d9;padding-bottom:.2em}
                h2{font-size:1.4rem}h3{font-size:1.17rem}h4{font-size:1.05rem}h5,h6{font-size:1rem}
                .title{border-bottom:2px solid #c9d1d9;margin-bottom:2rem}.name{font-size:2.3rem;border:0;margin:.5em 0 .2em}
                .by,.running{color:#5f6b76;font-size:.9rem}
                p,ul,ol,pre,table,blockquote{margin:0 0 1em}.tight p,li>p:last-child{margin:0}li{margin:.25em 0}
                .task{list-style:none}.task .box{float:left;margin-left:-1.4em}
                blockquote{border-left:.25em solid #c9d1d9;margin-left:0;padding-left:1em}
                code{font:.9em/1.5 "Liberation Mono",Consolas,Menlo,monospace;background:#eef1f4;padding:.1em .25em;border-radius:3px}
                pre{background:#f4f6f8;padding:.8em 1em;overflow-x:auto;border-radius:4px}pre code{background:none;padding:0}
                .wide{overflow-x:auto}table{border-collapse:collapse}th{background:#e9edf2;text-align:left}
                th,td{padding:.35em .7em;border-bottom:1px solid #c9d1d9;vertical-align:top}.c{text-align:center}.r{text-align:right}
                img{max-width:100%;height:auto}hr{border:0;border-top:1px solid #c9d1d9;margin:2em 0}sup{line-height:0}
                .contents{margin:0 0 2.5rem}.contents a{display:block;text-decoration:none;padding:.1em 0}
                .contents .l1{font-weight:bold}.contents .l2{margin-left:1.2em}.contents .l3{margin-left:2.4em}
                .notes{border-top:1px solid #c9d1d9;margin-top:3rem;font-size:.9rem}.back{text-decoration:none}
                """);
        css.append("a{color:#").append(theme.link()).append("}\n");
        for (Token.Kind kind : Token.Kind.values()) {
            if (!kind.colour().isEmpty()) {
                css.append('.')
                        .append(className(kind))
                        .append("{color:#")
                        .append(kind.colour())
                        .append("}\n");
            }
        }
        css.append("@page{size:")
                .append(mm(page.width()))
                .append(' ')
                .append(mm(page.height()))
                .append(";margin:")
                .append(mm(page.top()))
                .append(' ')
                .append(mm(page.right()))
                .append(' ')
                .append(mm(page.bottom()))
                .append(' ')
                .append(mm(page.left()))
                .append("}\n@media print{body{max-width:none;padding:0}pre{white-space:pre-wrap}}\n");
        return css.toString();
    }

    static String className(Token.Kind kind) {
        return switch (kind) {
            case PLAIN -> "p";
            case KEYWORD -> "k";
            case TEXT -> "t";
            case NUMBER -> "n";
            case REMARK -> "m";
        };
    }

    private static String mm(double points) {
        long tenths = Math.round(points / Options.Page.POINTS_PER_MM * 10);
        return tenths / 10 + "." + tenths % 10 + "mm";
    }
}
