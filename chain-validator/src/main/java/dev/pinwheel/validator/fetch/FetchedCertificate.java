package dev.pinwheel.validator.fetch;

import dev.pinwheel.chain.certificate.ParsedCertificate;

/** A certificate that nobody has verified, and the address that it came from. */
public record FetchedCertificate(ParsedCertificate certificate, String address) {}
