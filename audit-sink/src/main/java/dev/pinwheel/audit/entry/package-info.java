/**
 * What the audit log is: entries, their canonical bytes, the hash chain over them, and its
 * verification. Nothing here knows of Kafka, a database or a clock.
 */
package dev.pinwheel.audit.entry;
