-- Two events of one id with different content are both recorded. What is recorded once is an event
-- id of a topic with these bytes.

ALTER TABLE audit_entries DROP CONSTRAINT audit_entries_once;

ALTER TABLE audit_entries
    ADD CONSTRAINT audit_entries_once UNIQUE (event_id, topic, payload_sha256);
