package dev.pinwheel.stack;

/**
 * What the chain validator trusts.
 *
 * @param anchors PEM of the trust anchors
 * @param intermediates PEM of the intermediates that requesters may leave out
 */
public record TrustedPki(String anchors, String intermediates) {}
