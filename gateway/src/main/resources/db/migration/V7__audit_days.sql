-- A new day is attached to the records and not created as part of them: that waits for nobody who is writing, and
-- nobody who writes waits for it.
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
    -- By a query: to_regclass may still say what it said before the wait.
    IF EXISTS (SELECT FROM pg_class WHERE relnamespace = 'audit'::regnamespace AND relname = partition_name) THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE audit.%I (LIKE audit.record INCLUDING ALL)', partition_name);
    EXECUTE format('ALTER TABLE audit.record ATTACH PARTITION audit.%I FOR VALUES FROM (%L) TO (%L)',
                   partition_name, from_day::timestamptz, (from_day + 1)::timestamptz);
END $$;

-- Dropping a day does wait for those who write, and they for it: not for long, Retention comes again.
ALTER FUNCTION audit.drop_day(date) SET lock_timeout = '2s';
