package dev.pinwheel.chain.constraint;

import org.bouncycastle.asn1.x509.GeneralName;

/**
 * DNS names: a subtree is a name and everything below it. A wildcard name stands for many hosts, so
 * that it may lie in a subtree with some of them only: {@code *.example.com} bears the excluded
 * {@code bar.example.com} (CVE-2025-61727).
 *
 * @param periodAllowed whether a subtree may begin with a period, and then has not the name itself
 */
record DnsForm(boolean periodAllowed) implements NameForm {

  @Override
  public boolean isValidBase(GeneralName base) {
    String text = text(base);
    return text.isEmpty()
        || HostNames.isHost(text)
        || (periodAllowed && text.startsWith(".") && HostNames.isHost(text.substring(1)));
  }

  @Override
  public Match match(GeneralName name, GeneralName base) {
    String presented = text(name);
    boolean wildcard = presented.startsWith("*.");
    String host = wildcard ? presented.substring(2) : presented;
    if (!HostNames.isHost(host)) {
      return Match.NOT_COMPARABLE;
    }
    String subtree = text(base);
    if (subtree.isEmpty()) {
      return Match.INSIDE;
    }
    boolean belowOnly = subtree.startsWith(".");
    String domain = belowOnly ? subtree.substring(1) : subtree;
    if (wildcard) {
      return matchWildcard(host, domain);
    }
    boolean inside = belowOnly ? HostNames.isBelow(host, domain) : HostNames.isWithin(host, domain);
    return inside ? Match.INSIDE : Match.OUTSIDE;
  }

  /** All that {@code *.parent} stands for have one label before the parent. */
  private static Match matchWildcard(String parent, String subtree) {
    if (HostNames.isWithin(parent, subtree)) {
      return Match.INSIDE;
    }
    boolean oneLabelBelow =
        HostNames.isBelow(subtree, parent)
            && subtree.indexOf('.') == subtree.length() - parent.length() - 1;
    return oneLabelBelow ? Match.PARTLY : Match.OUTSIDE;
  }

  private static String text(GeneralName name) {
    return HostNames.lower(name.getName().toString());
  }
}
