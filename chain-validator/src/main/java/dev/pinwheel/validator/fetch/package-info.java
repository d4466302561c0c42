/**
 * What the validator gets from files that change and from the network: missing intermediates, CRLs
 * and OCSP responses. The validation itself is pure; it is repeated with what was fetched.
 *
 * <p>Nothing is fetched unless an operator named the host. Every answer is bounded in size and
 * time, redirects are not followed, and nothing that comes back is trusted before it is verified.
 */
package dev.pinwheel.validator.fetch;
