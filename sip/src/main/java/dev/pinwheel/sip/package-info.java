/**
 * SIP digest authentication (RFC 3261 section 22, RFC 7616, RFC 8760), and as much SIP as a
 * REGISTER needs.
 *
 * <p>Why no library: the last release of the reference implementation on Maven Central,
 * javax.sip:jain-sip-ri 1.3.0-91, is of 2017 and brings log4j 1; nothing that is maintained is
 * published there. One request without dialogs, forks or media is less code than adapting a stack.
 */
package dev.pinwheel.sip;
