package dev.pinwheel.webhook.deadletter;

/**
 * What a replay came to.
 *
 * @param sent dead letters that were sent again and committed; for a dry run, that would be
 * @param alreadySent selected ones that an earlier run, or this one, had sent again before
 * @param undecodable records of the topic that are no dead letters, and stay where they are
 * @param limitReached true where the limit ended the run: there may be more
 */
public record ReplayReport(long sent, long alreadySent, long undecodable, boolean limitReached) {}
