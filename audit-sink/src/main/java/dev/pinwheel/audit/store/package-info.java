/** What the sink asks of the place where it records. */
package dev.pinwheel.audit.store;
