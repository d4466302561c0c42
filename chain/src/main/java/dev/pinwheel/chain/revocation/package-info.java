/**
 * Whether certificates were revoked, by CRLs (RFC 5280 section 6.3) and OCSP (RFC 6960). Evidence
 * and time are parameters: nothing here reads a clock or a network, except through {@link
 * dev.pinwheel.chain.revocation.RevocationEvidence}, which others implement.
 *
 * <p>Bouncy Castle reads the ASN.1. The rules are written here, because its PKIX helpers stop at
 * the first fault, say nothing of what was missing, and accept CRLs without a number or a
 * nextUpdate, which RFC 5280 asks for.
 */
package dev.pinwheel.chain.revocation;
