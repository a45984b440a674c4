-- What servers themselves say about their tools: descriptions and schemas, as they last came.
CREATE TABLE registry.tool_definition (
    server     text        NOT NULL,
    name       text        NOT NULL,
    definition jsonb       NOT NULL,
    offered    boolean     NOT NULL,
    first_seen timestamptz NOT NULL DEFAULT now(),
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (server, name)
);
