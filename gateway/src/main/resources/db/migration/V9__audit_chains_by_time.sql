-- A chain follows the time in which its records ended, so the primary key finds it, too, and each record is spared one
-- of five entries in indexes.
DROP INDEX audit.record_in_chain;

-- Looks at every record of the day, which of a large one takes longer than a statement may usually take: who calls this
-- gives it that time. Nobody waits for it before the day goes.
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
    EXECUTE format($last$
        SELECT EXISTS (
            SELECT FROM (SELECT spool, max(sequence) AS sequence FROM audit.%I
                         WHERE spool IS NOT NULL GROUP BY spool) AS last
            WHERE NOT EXISTS (SELECT FROM audit.seal s
                              WHERE s.spool = last.spool AND s.sequence = last.sequence))
        $last$, partition_name) INTO unsealed;
    IF unsealed THEN
        RETURN false;
    END IF;
    DELETE FROM audit.payload WHERE ended >= day AND ended < day + 1;
    EXECUTE format('DROP TABLE audit.%I', partition_name);
    RETURN true;
END $$;
