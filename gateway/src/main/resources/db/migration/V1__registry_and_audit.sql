-- Which servers and tools operators wrote into tools.yaml, now and before.
CREATE SCHEMA registry;

CREATE TABLE registry.server (
    name       text PRIMARY KEY,
    scope      text        NOT NULL,
    trust      text        NOT NULL CHECK (trust IN ('internal', 'external')),
    urls       text[]      NOT NULL,
    active     boolean     NOT NULL,
    first_seen timestamptz NOT NULL DEFAULT now(),
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE registry.tool (
    server         text        NOT NULL REFERENCES registry.server (name),
    name           text        NOT NULL,
    risk           text        NOT NULL CHECK (risk IN ('low', 'medium', 'high')),
    categories     text[]      NOT NULL,
    timeout_ms     bigint      NOT NULL,
    cost           integer     NOT NULL,
    max_concurrent integer     NOT NULL,
    long_running   boolean     NOT NULL,
    repeatable     boolean     NOT NULL,
    active         boolean     NOT NULL,
    first_seen     timestamptz NOT NULL DEFAULT now(),
    changed_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (server, name)
);

-- Every change of a tool's row, so that "what was offered last March" has an answer.
CREATE TABLE registry.tool_version (
    server  text        NOT NULL,
    name    text        NOT NULL,
    at      timestamptz NOT NULL DEFAULT now(),
    change  text        NOT NULL CHECK (change IN ('added', 'changed', 'removed', 'returned')),
    tool    jsonb       NOT NULL,
    plan    text        NOT NULL
);
CREATE INDEX tool_version_of ON registry.tool_version (server, name, at);

CREATE FUNCTION registry.keep_tool_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO registry.tool_version (server, name, change, tool, plan)
    VALUES (NEW.server, NEW.name,
            CASE WHEN TG_OP = 'INSERT' THEN 'added'
                 WHEN OLD.active AND NOT NEW.active THEN 'removed'
                 WHEN NEW.active AND NOT OLD.active THEN 'returned'
                 ELSE 'changed' END,
            to_jsonb(NEW), coalesce(current_setting('mcp.plan', true), ''));
    RETURN NEW;
END $$;

CREATE TRIGGER keep_tool_version AFTER INSERT OR UPDATE ON registry.tool
    FOR EACH ROW EXECUTE FUNCTION registry.keep_tool_version();

-- Which files were in force, when, on which gateway.
CREATE TABLE registry.config_revision (
    digest     text        NOT NULL,
    gateway    text        NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
);

-- One row per request: who asked for what, who decided how, and what became of it.
CREATE SCHEMA audit;

CREATE TABLE audit.record (
    id          uuid        NOT NULL,
    received    timestamptz NOT NULL,
    duration_us bigint      NOT NULL,
    request_id  text        NOT NULL,
    address     text        NOT NULL,
    path        text        NOT NULL,
    issuer      text,
    user_id     text,
    tenant      text,
    roles       text[],
    client      text,
    server      text,
    method      text,
    tool_name   text,
    rpc_id      text,
    protocol    text,
    plan        text,
    rule        text,
    outcome     text        NOT NULL,
    reason      text,
    status      integer     NOT NULL,
    bytes_in    bigint      NOT NULL,
    bytes_out   bigint      NOT NULL,
    gateway     text        NOT NULL,
    PRIMARY KEY (received, id)
) PARTITION BY RANGE (received);

CREATE INDEX record_of_user ON audit.record (tenant, user_id, received DESC);
CREATE INDEX record_of_tool ON audit.record (server, tool_name, received DESC);

-- Runs with the rights of its owner: a gateway that may not change the schema can still begin a new day.
CREATE FUNCTION audit.ensure_day(at timestamptz) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    from_day date := at::date;
    partition_name text := 'record_' || to_char(from_day, 'YYYYMMDD');
BEGIN
    IF to_regclass('audit.' || partition_name) IS NOT NULL THEN
        RETURN;
    END IF;
    -- Several gateways may reach a new day in the same instant.
    PERFORM pg_advisory_xact_lock(hashtext('audit.ensure_day'));
    EXECUTE format('CREATE TABLE IF NOT EXISTS audit.%I PARTITION OF audit.record FOR VALUES FROM (%L) TO (%L)',
                   partition_name, from_day::timestamptz, (from_day + 1)::timestamptz);
END $$;
