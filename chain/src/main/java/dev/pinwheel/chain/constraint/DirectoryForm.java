package dev.pinwheel.chain.constraint;

import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.IETFUtils;
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
    RDN[] presented = X500Name.getInstance(name.getName()).getRDNs();
    RDN[] subtree = X500Name.getInstance(base.getName()).getRDNs();
    if (presented.length < subtree.length) {
      return Match.OUTSIDE;
    }
    for (int i = 0; i < subtree.length; i++) {
      if (!IETFUtils.rDNAreEqual(presented[i], subtree[i])) {
        return Match.OUTSIDE;
      }
    }
    return Match.INSIDE;
  }
}
