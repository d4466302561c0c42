package dev.pinwheel.audit.entry;

/** The target of an event, as columns to search by. */
public record TargetColumns(String kind, String region, String id) {}
