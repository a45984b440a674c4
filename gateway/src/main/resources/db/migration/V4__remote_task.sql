-- Tasks that servers began for a caller: whose they are, and which instance runs them.
CREATE SCHEMA IF NOT EXISTS work;

CREATE TABLE work.remote_task (
    server   text        NOT NULL,
    task_id  text        NOT NULL,
    owner    text        NOT NULL,
    instance text        NOT NULL,
    began    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (server, task_id)
);
CREATE INDEX remote_task_of ON work.remote_task (server, owner);
CREATE INDEX remote_task_began ON work.remote_task (began);
