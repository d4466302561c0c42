package dev.pinwheel.chain.finding;

/**
 * Something that was put right or passed over, and that an operator should know although it refuses
 * nothing.
 */
public record Note(Kind kind, String message) {

  public Note {
    message = PrintableText.of(message);
  }

  /** What kind of thing; names are public and stable. */
  public enum Kind {
    /** The same certificate came more than once. */
    DUPLICATE_DROPPED,
    /** A PEM block that is no certificate was passed over. */
    BLOCK_IGNORED,
    /** The bundle was not in order. */
    REORDERED,
    /** A missing intermediate was supplied by the store. */
    ADDED_FROM_STORE,
    /** A missing intermediate was fetched from an address that a certificate names. */
    FETCHED,
    /** A certificate of the bundle belongs to no part of the path. */
    NOT_USED,
    /** Another provider than the usual ones verified a signature: servers may not be able to. */
    VERIFIED_BY,
    /** It is not known whether a certificate is revoked, and the policy lets that pass. */
    REVOCATION_UNKNOWN,
    /** A name that is equal to another has other bytes, for which some verifiers refuse. */
    NAMES_ENCODED_DIFFERENTLY,
    /** Several CAs of one name were sent or are trusted, and no identifier says which is meant. */
    ISSUER_AMBIGUOUS,
    /** An expired certificate of a CA stood before the living one. */
    EXPIRED_SENT_FIRST,
    /** There are more intermediates than servers let pass by default. */
    DEEPER_THAN_USUAL
  }
}
