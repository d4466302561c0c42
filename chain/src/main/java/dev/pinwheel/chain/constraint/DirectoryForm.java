package dev.pinwheel.chain.constraint;

import dev.pinwheel.chain.name.DirectoryName;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * Distinguished names: a subtree is a name and every name that continues it, compared as RFC 5280
 * section 7.1 says.
 */
record DirectoryForm() implements NameForm {

  @Override
  public boolean isValidBase(GeneralName base) {
    return true;
  }

  @Override
  public Match match(GeneralName name, GeneralName base) {
    return switch (directoryName(name).relationTo(directoryName(base))) {
      case INSIDE -> Match.INSIDE;
      case OUTSIDE -> Match.OUTSIDE;
      case NOT_COMPARABLE -> Match.NOT_COMPARABLE;
    };
  }

  private static DirectoryName directoryName(GeneralName name) {
    return DirectoryName.of(X500Name.getInstance(name.getName()));
  }
}
