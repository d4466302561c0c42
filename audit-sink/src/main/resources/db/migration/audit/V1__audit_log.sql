-- The audit log. Everything is changed by one kind of transaction only: lock the head, append
-- entries, move the head, move the offsets.

CREATE TABLE audit_entries (
    seq            bigint      PRIMARY KEY CHECK (seq > 0),
    recorded_at    timestamptz NOT NULL,
    topic          text        NOT NULL,
    "partition"    integer     NOT NULL,
    "offset"       bigint      NOT NULL,
    event_id       uuid        NOT NULL,
    event_type     text        NOT NULL,
    rotation_id    uuid,
    target_kind    text,
    target_region  text,
    target_id      text,
    occurred_at    timestamptz,
    causation_id   uuid,
    trace_id       text,
    "timestamp"    text,
    client_id      text,
    service_id     text,
    primary_pin    text,
    fallback_pin   text,
    latency_ms     bigint,
    pin_match_rate double precision CHECK (pin_match_rate BETWEEN 0 AND 1),
    status         text        NOT NULL,
    code           text,
    payload        text        NOT NULL,
    payload_sha256 bytea       NOT NULL CHECK (octet_length(payload_sha256) = 32),
    prev_hash      bytea       NOT NULL CHECK (octet_length(prev_hash) = 32),
    entry_hash     bytea       NOT NULL CHECK (octet_length(entry_hash) = 32),
    -- an event is recorded once, however often it is read
    CONSTRAINT audit_entries_once UNIQUE (event_id, topic)
);

COMMENT ON TABLE audit_entries IS
    'Append-only. Each row names the hash of the row before it; the README of audit-sink says how.';

CREATE INDEX audit_entries_rotation ON audit_entries (rotation_id) WHERE rotation_id IS NOT NULL;
CREATE INDEX audit_entries_target ON audit_entries (target_id) WHERE target_id IS NOT NULL;
CREATE INDEX audit_entries_recorded ON audit_entries (recorded_at);

-- The end of the chain. Its row lock is what makes several writers take turns.
CREATE TABLE audit_head (
    id         smallint PRIMARY KEY CHECK (id = 1),
    seq        bigint   NOT NULL CHECK (seq >= 0),
    entry_hash bytea    NOT NULL CHECK (octet_length(entry_hash) = 32)
);

INSERT INTO audit_head (id, seq, entry_hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'));

-- How far each partition is recorded. These offsets are the truth; those in Kafka are for lag tools.
CREATE TABLE audit_offsets (
    group_id    text    NOT NULL,
    topic       text    NOT NULL,
    "partition" integer NOT NULL,
    next_offset bigint  NOT NULL CHECK (next_offset >= 0),
    PRIMARY KEY (group_id, topic, "partition")
);

-- A defence against mistakes. The owner of the table can drop it: the hash chain is what shows that.
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_entries_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_head_stays
    BEFORE DELETE OR TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_head_never_goes_back
    BEFORE UPDATE ON audit_head
    FOR EACH ROW WHEN (NEW.seq < OLD.seq) EXECUTE FUNCTION audit_refuse();
