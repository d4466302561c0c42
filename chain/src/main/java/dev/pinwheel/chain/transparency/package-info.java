/**
 * Embedded SCTs of certificate transparency (RFC 6962), held against a list of logs in the form
 * that Google publishes (version 3). Pure: list and time are parameters.
 *
 * <p>It is written on Bouncy Castle and Jackson, because no library on Maven Central does this. Of
 * the three that were looked at, Appmattus' certificatetransparency is maintained, but offers hooks
 * for TLS connections only: reading and verifying SCTs is internal to it, it fetches its list
 * itself, applies a policy of its own and asks the system for the time. Conscrypt keeps the same in
 * internal packages, over a native library. Google's certificate-transparency-java knows nothing of
 * version 3 of the list and has not been maintained for years.
 */
package dev.pinwheel.chain.transparency;
