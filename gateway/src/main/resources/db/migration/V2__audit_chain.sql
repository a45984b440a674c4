-- The record in full, chained and sealed. `ended` never goes back within one spool, so the days of a chain follow one
-- another, and dropping the oldest day leaves a chain that is whole from there on.
DROP INDEX audit.record_of_user;
DROP INDEX audit.record_of_tool;
ALTER TABLE audit.record RENAME TO record_v1;
ALTER INDEX audit.record_pkey RENAME TO record_v1_pkey;

CREATE TABLE audit.record (
    -- What the digest covers, in the order of the columns' numbers in the spool.
    ended            timestamptz NOT NULL,
    id               uuid        NOT NULL,
    kind             text        NOT NULL,
    received         timestamptz NOT NULL,
    first_byte       timestamptz,
    duration_us      bigint      NOT NULL,
    request_id       text        NOT NULL,
    trace_id         text,
    gateway          text        NOT NULL,
    address          text,
    http_method      text,
    path             text,
    issuer           text,
    user_id          text,
    tenant           text,
    roles            text[],
    client           text,
    server           text,
    method           text,
    tool_name        text,
    rpc_id           text,
    protocol         text,
    plan             text,
    plan_version     bigint,
    decision         text,
    rule             text,
    limit_id         text,
    outcome          text        NOT NULL,
    reason           text,
    status           integer     NOT NULL,
    bytes_in         bigint      NOT NULL,
    bytes_out        bigint      NOT NULL,
    events           bigint      NOT NULL,
    instance         text,
    arguments_digest bytea,
    payload_digest   bytea,
    offered          integer,
    hidden           integer,
    detail           text,
    -- Its place in the chain; empty only in records from before there was one.
    spool            uuid,
    sequence         bigint,
    hash             bytea,
    PRIMARY KEY (ended, id)
) PARTITION BY RANGE (ended);

CREATE INDEX record_in_chain ON audit.record (spool, sequence);
-- One for each filter that may name something rare; a server or an outcome never is.
CREATE INDEX record_of_user ON audit.record (user_id, ended, id);
CREATE INDEX record_of_tenant ON audit.record (tenant, ended, id);
CREATE INDEX record_of_tool ON audit.record (tool_name, ended, id);

-- How far each spool's chain has arrived: read by its one shipper, written with every batch.
CREATE TABLE audit.spool (
    spool      uuid PRIMARY KEY,
    gateway    text        NOT NULL,
    sequence   bigint      NOT NULL,
    hash       bytea       NOT NULL,
    shipped_at timestamptz NOT NULL DEFAULT now()
);

-- A gateway's signature under a chain up to a record. Stays when the records are gone.
CREATE TABLE audit.seal (
    spool     uuid        NOT NULL,
    sequence  bigint      NOT NULL,
    hash      bytea       NOT NULL,
    sealed_at timestamptz NOT NULL,
    key       text        NOT NULL,
    signature bytea       NOT NULL,
    PRIMARY KEY (spool, sequence)
);

-- Arguments, for tools that ask for it. The chain covers their digest, so a row can be erased without breaking it.
CREATE TABLE audit.payload (
    id        uuid PRIMARY KEY,
    ended     timestamptz NOT NULL,
    issuer    text        NOT NULL,
    user_id   text        NOT NULL,
    tenant    text        NOT NULL,
    arguments text        NOT NULL
);
CREATE INDEX payload_of_user ON audit.payload (tenant, user_id);
CREATE INDEX payload_of_day ON audit.payload (ended);

-- Runs with the rights of its owner: a gateway that may not change the schema can still begin a new day.
CREATE OR REPLACE FUNCTION audit.ensure_day(at timestamptz) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    from_day date := at::date;
    partition_name text := 'day_' || to_char(from_day, 'YYYYMMDD');
BEGIN
    IF to_regclass('audit.' || partition_name) IS NOT NULL THEN
        RETURN;
    END IF;
    -- Several gateways may reach a new day in the same instant.
    PERFORM pg_advisory_xact_lock(hashtext('audit.ensure_day'));
    EXECUTE format('CREATE TABLE IF NOT EXISTS audit.%I PARTITION OF audit.record FOR VALUES FROM (%L) TO (%L)',
                   partition_name, from_day::timestamptz, (from_day + 1)::timestamptz);
END $$;

-- Forgets a whole day, and only one whose every chain is sealed at its last record of that day.
CREATE FUNCTION audit.drop_day(day date) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    partition_name text := 'day_' || to_char(day, 'YYYYMMDD');
BEGIN
    IF to_regclass('audit.' || partition_name) IS NULL THEN
        RETURN false;
    END IF;
    IF EXISTS (SELECT FROM (SELECT spool, max(sequence) AS sequence FROM audit.record
                            WHERE ended >= day AND ended < day + 1 AND spool IS NOT NULL GROUP BY spool) AS last
               WHERE NOT EXISTS (SELECT FROM audit.seal s
                                 WHERE s.spool = last.spool AND s.sequence = last.sequence)) THEN
        RETURN false;
    END IF;
    DELETE FROM audit.payload WHERE ended >= day AND ended < day + 1;
    EXECUTE format('DROP TABLE audit.%I', partition_name);
    RETURN true;
END $$;

-- Each row on its day; until now a request's day was that of its beginning.
SELECT audit.ensure_day(day)
FROM (SELECT DISTINCT date_trunc('day', received + duration_us * interval '1 microsecond', 'UTC') AS day
      FROM audit.record_v1) AS days;

INSERT INTO audit.record (ended, id, kind, received, duration_us, request_id, gateway, address, path, issuer, user_id,
                          tenant, roles, client, server, method, tool_name, rpc_id, protocol, plan, decision, rule,
                          outcome, reason, status, bytes_in, bytes_out, events)
SELECT received + duration_us * interval '1 microsecond', id, 'request', received, duration_us, request_id, gateway,
       address, path, issuer, user_id, tenant, roles, client, server, method, tool_name, rpc_id, protocol, plan,
       CASE outcome WHEN 'refused' THEN 'refused' ELSE 'allowed' END, rule,
       outcome, reason, status, bytes_in, bytes_out, 0
FROM audit.record_v1;

DROP TABLE audit.record_v1;
