package dev.pinwheel.chain.policy;

/**
 * A file that a policy was read from.
 *
 * @param file as an operator knows it
 * @param digest hexadecimal SHA-256 of the file's bytes
 */
public record PolicySource(String file, String name, String version, String digest) {}
