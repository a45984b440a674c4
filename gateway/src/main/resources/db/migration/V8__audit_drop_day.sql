-- The last record of each chain is found through the index of its day: to look at every record of a large day takes
-- longer than a statement may.
CREATE OR REPLACE FUNCTION audit.drop_day(day date) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET lock_timeout = '2s' AS $$
DECLARE
    partition_name text := 'day_' || to_char(day, 'YYYYMMDD');
    unsealed boolean;
BEGIN
    IF to_regclass('audit.' || partition_name) IS NULL THEN
        RETURN false;
    END IF;
    -- By leaps: a day has many records and few chains.
    EXECUTE format($leaps$
        WITH RECURSIVE leap AS (
            (SELECT spool FROM audit.%1$I WHERE spool IS NOT NULL ORDER BY spool LIMIT 1)
            UNION ALL
            SELECT (SELECT r.spool FROM audit.%1$I r WHERE r.spool > leap.spool ORDER BY r.spool LIMIT 1)
            FROM leap WHERE leap.spool IS NOT NULL)
        SELECT EXISTS (
            SELECT FROM leap CROSS JOIN LATERAL (
                SELECT r.sequence FROM audit.%1$I r WHERE r.spool = leap.spool ORDER BY r.sequence DESC LIMIT 1) AS last
            WHERE NOT EXISTS (SELECT FROM audit.seal s
                              WHERE s.spool = leap.spool AND s.sequence = last.sequence))
        $leaps$, partition_name) INTO unsealed;
    IF unsealed THEN
        RETURN false;
    END IF;
    DELETE FROM audit.payload WHERE ended >= day AND ended < day + 1;
    EXECUTE format('DROP TABLE audit.%I', partition_name);
    RETURN true;
END $$;
