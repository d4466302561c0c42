package dev.pinwheel.audit.entry;

/**
 * One thing that is wrong with a log.
 *
 * @param seq number that the entry at fault bears; for something unreadable the number expected
 * @param detail for a person: what was expected and what was found
 */
public record Finding(long seq, Fault fault, String detail) {}
