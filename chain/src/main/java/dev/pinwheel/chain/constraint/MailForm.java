package dev.pinwheel.chain.constraint;

import org.bouncycastle.asn1.x509.GeneralName;

/**
 * E-mail addresses: a subtree is one mailbox, every mailbox of a host, or with a period in front
 * every mailbox of the hosts below a domain. Only the host is compared without regard to case (RFC
 * 5280 section 7.5).
 */
record MailForm() implements NameForm {

  @Override
  public boolean isValidBase(GeneralName base) {
    String text = base.getName().toString();
    int at = text.indexOf('@');
    if (at >= 0) {
      return isMailbox(text);
    }
    return HostNames.isHost(HostNames.lower(text.startsWith(".") ? text.substring(1) : text));
  }

  @Override
  public Match match(GeneralName name, GeneralName base) {
    String mailbox = name.getName().toString();
    if (!isMailbox(mailbox)) {
      return Match.NOT_COMPARABLE;
    }
    String subtree = base.getName().toString();
    String host = host(mailbox);
    boolean inside;
    if (subtree.indexOf('@') >= 0) {
      inside = local(mailbox).equals(local(subtree)) && host.equals(host(subtree));
    } else if (subtree.startsWith(".")) {
      inside = HostNames.isBelow(host, HostNames.lower(subtree.substring(1)));
    } else {
      inside = host.equals(HostNames.lower(subtree));
    }
    return inside ? Match.INSIDE : Match.OUTSIDE;
  }

  /** A local part, one commercial at, and a host; quoted local parts are not compared. */
  private static boolean isMailbox(String text) {
    int at = text.indexOf('@');
    return at > 0
        && at == text.lastIndexOf('@')
        && text.chars().limit(at).noneMatch(c -> c <= ' ' || c > '~' || c == '"')
        && HostNames.isHost(host(text));
  }

  private static String local(String mailbox) {
    return mailbox.substring(0, mailbox.indexOf('@'));
  }

  private static String host(String mailbox) {
    return HostNames.lower(mailbox.substring(mailbox.indexOf('@') + 1));
  }
}
