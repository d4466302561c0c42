package dev.pinwheel.chain.path;

/**
 * The trust anchors (RFC 5280 section 6.1.1 (d)): what the operator believes without proof. Whoever
 * can change them decides what is valid.
 */
public record TrustStore(CertificatePool anchors) {}
