-- What the daily quotas have counted, one row per bucket and day; written behind the calls, read when Redis has lost it.
CREATE SCHEMA IF NOT EXISTS work;

CREATE TABLE work.quota_use (
    bucket     text PRIMARY KEY,
    day        date        NOT NULL,
    used       bigint      NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX quota_use_of_day ON work.quota_use (day);
