package dev.pinwheel.chain.constraint;

import org.bouncycastle.asn1.x509.GeneralName;

/**
 * How names of one form are compared with a subtree (RFC 5280 section 4.2.1.10). The wrong form of
 * a constraint and of a name are different things: one is the CA's fault, the other may be an
 * attempt to slip past a constraint, and both refuse.
 */
sealed interface NameForm
    permits DnsForm, AddressForm, MailForm, UriForm, DirectoryForm, UnknownForm {

  /** What a comparison can come to. */
  enum Match {
    /** The name lies in the subtree. */
    INSIDE,
    /** No name that this one stands for lies in the subtree. */
    OUTSIDE,
    /** The name is a pattern, and of the names that it stands for some lie in the subtree. */
    PARTLY,
    /** The name has not the form that its kind should have, or cannot be compared at all. */
    NOT_COMPARABLE
  }

  /** Whether the base of a subtree is one that this form allows. */
  boolean isValidBase(GeneralName base);

  /** Compares a name with the base of a subtree for which {@link #isValidBase} holds. */
  Match match(GeneralName name, GeneralName base);

  /**
   * The form of a kind of name.
   *
   * @param periodAllowed whether a DNS constraint may begin with a period
   */
  static NameForm of(int tag, boolean periodAllowed) {
    return switch (tag) {
      case GeneralName.dNSName -> new DnsForm(periodAllowed);
      case GeneralName.iPAddress -> new AddressForm();
      case GeneralName.rfc822Name -> new MailForm();
      case GeneralName.uniformResourceIdentifier -> new UriForm();
      case GeneralName.directoryName -> new DirectoryForm();
      default -> new UnknownForm();
    };
  }
}
