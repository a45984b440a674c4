-- The rights of a gateway that may not change the schema (DATABASE_MIGRATE=false). For the owner of the schema, after a
-- gateway that may has started once, and again after each new version:
--
--   psql "$OWNER_URL" -v role=gateway -f deploy/postgres/gateway-rights.sql
--
-- It may add records and nothing else about them: no right here changes or deletes one.
GRANT USAGE ON SCHEMA audit, registry, work TO :"role";
GRANT SELECT ON flyway_schema_history TO :"role";

GRANT SELECT, INSERT ON audit.record, audit.seal TO :"role";
GRANT SELECT, INSERT, UPDATE ON audit.spool TO :"role";
GRANT SELECT, INSERT, DELETE ON audit.payload TO :"role";
GRANT EXECUTE ON FUNCTION audit.ensure_day(timestamptz), audit.drop_day(date) TO :"role";

GRANT SELECT, INSERT, UPDATE ON registry.server, registry.tool, registry.tool_definition TO :"role";
GRANT INSERT ON registry.tool_version, registry.config_revision TO :"role";

GRANT SELECT, INSERT, UPDATE, DELETE ON work.quota_use, work.remote_task TO :"role";
