/** The audit log in PostgreSQL. */
package dev.pinwheel.audit.postgres;
