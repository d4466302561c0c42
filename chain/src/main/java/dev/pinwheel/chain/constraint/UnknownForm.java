package dev.pinwheel.chain.constraint;

import org.bouncycastle.asn1.x509.GeneralName;

/**
 * Names for which RFC 5280 defines no comparison, such as otherName: a constraint on them does no
 * harm until such a name comes along, which is then refused.
 */
record UnknownForm() implements NameForm {

  @Override
  public boolean isValidBase(GeneralName base) {
    return true;
  }

  @Override
  public Match match(GeneralName name, GeneralName base) {
    return Match.NOT_COMPARABLE;
  }
}
