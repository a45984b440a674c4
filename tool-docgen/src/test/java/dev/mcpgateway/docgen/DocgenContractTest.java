package dev.mcpgateway.docgen;

import dev.mcpgateway.server.contract.Example;
import dev.mcpgateway.server.contract.McpServerContract;

class DocgenContractTest extends McpServerContract {
    private static final String CONTENT =
            "'# Title\\n\\nSome **words**, a [link](https://example.org) and\\n\\n- a list'";

    DocgenContractTest() {
        super(
                DocgenApplication.class,
                new Example("document_inspect", "{'content': " + CONTENT + "}"),
                new Example("document_generate", "{'content': " + CONTENT + ", 'format': 'html'}"),
                new Example("document_generate", "{'content': " + CONTENT + ", 'format': 'docx'}"),
                new Example(
                        "document_generate",
                        "{'content': " + CONTENT
                                + ", 'format': 'pdf', 'title': 'Title', 'options': {'tableOfContents': true}}"));
    }
}
